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
