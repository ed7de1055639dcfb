//! `split` alone borrows every part and allocates nothing.

// ANCHOR: run
#[inline(never)]
fn longest(text: &str) -> usize {
    text.split(' ').map(str::len).max().unwrap_or(0) // heap: none
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    longest("a bc def ghij klmno") as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`split` without `collect`", run).answers(|_| 5).exact(|_| declaration::Exact::NONE);
