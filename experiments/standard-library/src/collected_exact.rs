//! `collect` of an iterator that knows how many elements will come: one block of that size.

// ANCHOR: run
#[inline(never)]
fn tripled(count: u64) -> Vec<u64> {
    (0..count).map(|number| number * 3).collect() // heap: 1
}

/// One block for 100 elements.
#[inline(never)]
pub fn run() -> u64 {
    tripled(100).iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`collect` of 100, length known", run)
    .answers(|_| 14_850)
    .exact(|_| declaration::Exact::once(800));
