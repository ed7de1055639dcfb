//! Numbers of books.

/// Whether a text is an ISBN: 13 digits, with hyphens anywhere. The digits times 1, 3, 1, 3 and so on add up to a multiple of 10.
pub fn is_isbn(text: &str) -> bool {
    let characters: Vec<char> = text.chars().filter(|character| *character != '-').collect();
    let digits: Vec<u32> = characters.iter().filter_map(|character| character.to_digit(10)).collect();
    if characters.len() != 13 || digits.len() != 13 {
        return false;
    }
    let weights: Vec<u32> = (0..13).map(|place| if place % 2 == 0 { 1 } else { 3 }).collect();
    let products: Vec<u32> = digits.iter().zip(&weights).map(|(digit, weight)| digit * weight).collect();
    products.iter().sum::<u32>() % 10 == 0
}
