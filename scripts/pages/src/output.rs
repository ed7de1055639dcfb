//! What do the tests of a chapter print?

use record::Output;

/// The commands and what they printed, as a block of text.
pub(crate) fn block(output: &Output) -> String {
    let text = output.text();
    // A fence is longer than any in the text.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{text}{fence}\n")
}
