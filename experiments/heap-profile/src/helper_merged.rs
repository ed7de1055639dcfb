//! Two functions with the same code: in release they are one function, and the profile has one of the two names for both.
//!
//! Neither is inlined, and nobody compares their addresses, so the compiler may put one in the place of the other.

// ANCHOR: merged
/// The text between two double quotes.
#[inline(never)]
fn quoted(text: &str) -> String {
    ["\"", text, "\""].concat()
}

/// A value of an attribute.
#[inline(never)]
fn attribute(text: &str) -> String {
    ["\"", text, "\""].concat()
}

/// The lengths of both.
#[inline(never)]
pub fn run() -> u64 {
    (quoted("shop").len() + attribute("items").len()) as u64
}
// ANCHOR_END: merged
