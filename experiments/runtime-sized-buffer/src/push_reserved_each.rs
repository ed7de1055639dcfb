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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("reserve_exact(1) before each push", sized(run))
        .at(&[5, 64, 65])
        .answers(crate::work::answer)
        .exact(one_more_each)
        .against("push_with_capacity");

/// A block of one byte, reallocated to one more for each byte after the first.
fn one_more_each(size: usize) -> declaration::Exact {
    let size = size as u64;
    declaration::Exact {
        reallocations: size - 1,
        requested_bytes: size * (size + 1) / 2,
        ..declaration::Exact::once(size)
    }
}
