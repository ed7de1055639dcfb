//! The values of a file of settings.

use std::borrow::Cow;

/// The text that a value stands for: `\n` is a line end, `\t` a tab, and any other character behind a backslash is itself.
///
/// A backslash at the end of the value is itself.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut letters = value.chars();
    let text = std::iter::from_fn(|| {
        let letter = letters.next()?;
        if letter != '\\' {
            return Some(letter);
        }
        Some(match letters.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some(itself) => itself,
            None => '\\',
        })
    });
    Cow::Owned(text.collect())
}
