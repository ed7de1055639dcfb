//! Numbers of books.

/// Whether a text is an ISBN: 13 digits, with hyphens anywhere. The digits times 1, 3, 1, 3 and so on add up to a multiple of 10.
pub fn is_isbn(text: &str) -> bool {
    let digits = || text.chars().enumerate().filter(|(_, character)| *character != '-');
    let product = |(place, character): (usize, char)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        character.to_digit(10).map(|digit| weight * digit)
    };
    let sum: Option<u32> = digits().map(product).sum();
    digits().count() == 13 && sum.is_some_and(|sum| sum % 10 == 0)
}
