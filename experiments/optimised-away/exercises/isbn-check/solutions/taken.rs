//! Numbers of books.

/// Whether a text is an ISBN: 13 digits, with hyphens anywhere. The digits times 1, 3, 1, 3 and so on add up to a multiple of 10.
pub fn is_isbn(text: &str) -> bool {
    let mut digits = text.chars().filter(|character| *character != '-').map(|character| character.to_digit(10));
    let mut sum = 0;
    for weight in [1, 3].into_iter().cycle().take(13) {
        let Some(Some(digit)) = digits.next() else { return false };
        sum += weight * digit;
    }
    digits.next().is_none() && sum % 10 == 0
}
