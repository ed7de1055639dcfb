//! A message for `expect` that is formatted before anything has failed.

// ANCHOR: run
#[inline(never)]
#[expect(clippy::expect_fun_call, reason = "the block that this lint warns of is what is counted")]
fn parsed(text: &str) -> u64 {
    text.parse().expect(&format!("not a number: {text}")) // heap: may
}

/// One block: the message of a panic that does not happen.
#[inline(never)]
pub fn run() -> u64 {
    parsed("42")
}
// ANCHOR_END: run

// Twice the 14 bytes of the literal part.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`expect` with `format!`, no failure", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::once(2 * 14));
