//! `format!` without arguments is a copy of its literal, and a copy that stays in its function can be elided.

// ANCHOR: run
/// One block at opt-level 0, none in release.
#[inline(never)]
#[expect(clippy::useless_format, reason = "the lint proposes `to_string`, which allocates as well")]
pub fn run() -> u64 {
    format!("salt and pepper").len() as u64 // heap: elided
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`format!` of a literal, dropped in place", run)
        .answers(|_| 15)
        .debug(|_| declaration::Exact::once(15))
        .release(|_| declaration::Exact::NONE);
