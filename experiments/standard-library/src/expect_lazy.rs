//! A message that is formatted when the panic happens: the branch is there and not taken.

// ANCHOR: run
#[inline(never)]
fn parsed(text: &str) -> u64 {
    text.parse().unwrap_or_else(|error| panic!("not a number: {text}: {error}")) // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    parsed("42")
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`unwrap_or_else` with `panic!`, no failure", run)
        .answers(|_| 42)
        .exact(|_| declaration::Exact::NONE);
