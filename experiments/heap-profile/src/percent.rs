//! What does a percent-escape stand for?

/// The byte that the escape at the beginning of a text stands for, and what follows the escape.
///
/// An escape is `%` and two hexadecimal digits; anything else is none.
#[inline]
pub fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = text else { return None };
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = digit(*high)? * 16 + digit(*low)?;
    Some((byte as u8, rest))
}
