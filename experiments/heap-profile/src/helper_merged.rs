//! Two functions with the same code: in release they are one function, and the profile has one of the two names for both.
//!
//! Neither is inlined, and nobody compares their addresses, so the compiler may put one in the place of the other.

// ANCHOR: merged
/// The text between two double quotes.
#[inline(never)]
fn quoted(text: &str) -> String {
    ["\"", text, "\""].concat() // heap: may
}

/// A value of an attribute.
#[inline(never)]
fn attribute(text: &str) -> String {
    ["\"", text, "\""].concat() // heap: unknown
}

/// The lengths of two texts from each. What the compiler knows of the texts is the same in both, or the two would not be.
#[inline(never)]
pub fn run() -> u64 {
    let from_quoted = quoted("shop").len() + quoted("tea").len();
    let from_attribute = attribute("shop").len() + attribute("tea").len();
    (from_quoted + from_attribute) as u64
}
// ANCHOR_END: merged

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("two functions with the same code", run)
    .answers(|_| 2 * (6 + 5))
    .exact(|_| TWICE_TWO_TEXTS)
    .against("helper_merged");

/// Four texts, two of which are live at one time.
const TWICE_TWO_TEXTS: declaration::Exact =
    declaration::Exact { peak_bytes: 6 + 5, ..declaration::Exact::together(4, 2 * (6 + 5)) };
