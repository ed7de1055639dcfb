//! The values of a file of settings.

use std::borrow::Cow;

/// The text that a value stands for: `\n` is a line end, `\t` a tab, and any other character behind a backslash is itself.
///
/// A backslash at the end of the value is itself.
pub fn unescape(value: &str) -> Cow<'_, str> {
    let Some((mut before, mut rest)) = value.split_once('\\') else {
        return Cow::Borrowed(value);
    };
    let mut text = String::with_capacity(value.len());
    loop {
        text.push_str(before);
        let mut letters = rest.chars();
        text.push(match letters.next() {
            Some('n') => '\n',
            Some('t') => '\t',
            Some(itself) => itself,
            None => '\\',
        });
        rest = letters.as_str();
        match rest.split_once('\\') {
            Some(next) => (before, rest) = next,
            None => {
                text.push_str(rest);
                return Cow::Owned(text);
            }
        }
    }
}
