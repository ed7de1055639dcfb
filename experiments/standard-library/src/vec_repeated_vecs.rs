//! `vec![x; n]` of a `Vec` makes n - 1 clones, and moves `x` itself into the last place.
//!
//! A clone has room for its elements and no more; the one that was moved keeps the room it had.

// ANCHOR: run
#[inline(never)]
fn rows(count: usize) -> Vec<Vec<u64>> {
    let mut row = Vec::with_capacity(100); // heap: 1
    row.push(14); // heap: elided
    vec![row; count] // heap: 1
}

/// Four blocks: the outer, two clones with room for one, and the row with room for a hundred.
#[inline(never)]
pub fn run() -> u64 {
    let rows = rows(3);
    rows.iter().flatten().sum::<u64>() + rows.iter().map(|row| row.capacity() as u64).sum::<u64>()
}
// ANCHOR_END: run

// The outer has headers of three words.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`vec![row; 3]` of a `Vec` with room for 100", run)
        .answers(|_| 3 * 14 + 1 + 1 + 100)
        .exact(|_| declaration::Exact::together(4, 3 * 24 + 2 * 8 + 100 * 8));
