//! `Vec::new()` and a push for each byte: the block grows again and again.
//!
//! The first push makes a block of 8 bytes, the least for elements of one byte; each push into a full block asks for twice the capacity
//! (rust-lang/rust, `library/alloc/src/raw_vec`, `min_non_zero_cap` and `grow_amortized`).
//! So there is one allocation and a reallocation for each doubling, and the block ends between once and twice as large as needed.

use crate::work::{checksum, input};

// ANCHOR: run
/// Pushes the bytes into a `Vec` that starts without a block.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::new();
    for byte in input(size) {
        buffer.push(*byte); // heap: may
    }
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::new(), a push a byte", sized(run))
    .at(&[5, 64, 65, 65_536])
    .answers(crate::work::answer)
    .exact(doubling)
    .against("push_with_capacity");

/// A block of 8 bytes, doubled by reallocation until it holds `size` bytes.
fn doubling(size: usize) -> declaration::Exact {
    let capacity = size.next_power_of_two().max(8) as u64;
    declaration::Exact {
        reallocations: u64::from((capacity / 8).ilog2()),
        // 8 + 16 + ... + capacity
        requested_bytes: 2 * capacity - 8,
        ..declaration::Exact::once(capacity)
    }
}
