//! The values of a file of settings.

use std::borrow::Cow;

/// The text that a value stands for: `\n` is a line end, `\t` a tab, and any other character behind a backslash is itself.
///
/// A backslash at the end of the value is itself.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    Cow::Owned(value.replace("\\n", "\n").replace("\\t", "\t").replace('\\', ""))
}
