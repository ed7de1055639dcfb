//! A clone of a `Vec` of `Vec`s is a block for each of them, and one for the outer.

// ANCHOR: run
#[inline(never)]
fn rows() -> Vec<Vec<u64>> {
    (0..3).map(|row| vec![row; 4]).collect() // heap: 2
}

/// Four blocks in `rows`, four in the clone.
#[inline(never)]
pub fn run() -> u64 {
    let rows = rows();
    let copy = rows.clone(); // heap: 1
    copy.iter().flatten().sum()
}
// ANCHOR_END: run

// The outer has headers of three words.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a `Vec` of 3 `Vec`s, cloned", run)
    .answers(|_| 12)
    .exact(|_| declaration::Exact::together(2 * 4, 2 * (3 * 24 + 3 * 32)));
