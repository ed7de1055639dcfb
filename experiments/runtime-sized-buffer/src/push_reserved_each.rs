//! `reserve_exact(1)` before each push: the remedy applied in the wrong place, a reallocation for every byte but the first.
//!
//! `reserve_exact` asks for the size itself, so the next push finds the block full again.
//! `reserve(1)` in its place would follow the rule of growth, and so do no harm and no good.

use crate::work::{checksum, input};

// ANCHOR: run
/// Reserves room for one byte, pushes it, and again.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::new();
    for byte in input(size) {
        buffer.reserve_exact(1); // heap: may
        buffer.push(*byte); // heap: may
    }
    checksum(&buffer)
}
// ANCHOR_END: run
