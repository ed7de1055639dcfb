//! Numbers of books.

/// Whether a text is an ISBN: 13 digits, with hyphens anywhere. The digits times 1, 3, 1, 3 and so on add up to a multiple of 10.
pub fn is_isbn(text: &str) -> bool {
    let mut digits = text.chars().filter(|character| *character != '-').map(|character| character.to_digit(10));
    let counted = digits.try_fold((0, 0), |(count, sum), digit| {
        let weight = if count % 2 == 0 { 1 } else { 3 };
        Some((count + 1, sum + weight * digit?))
    });
    counted.is_some_and(|(count, sum)| count == 13 && sum % 10 == 0)
}
