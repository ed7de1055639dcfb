//! A parse that fails does not allocate: the error is a small enum, and its message is a literal.

// ANCHOR: run
#[inline(never)]
fn parsed(text: &str) -> Result<u64, std::num::ParseIntError> {
    text.parse() // heap: none
}

/// No block, neither for the number nor for the error.
#[inline(never)]
pub fn run() -> u64 {
    parsed("42").unwrap_or_default() + parsed("forty-two").unwrap_or_default()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`parse` that succeeds and one that fails", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
