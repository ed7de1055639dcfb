//! The same pushes into a `Vec` made with room for them: one block of exactly the size, and no growth.

use crate::work::{checksum, input};

// ANCHOR: run
/// Pushes the bytes into a `Vec` that has the room.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::with_capacity(size); // heap: 1
    for byte in input(size) {
        buffer.push(*byte); // heap: may
    }
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::with_capacity(size), a push a byte", sized(run))
        .at(&[5, 64, 65, 65_536])
        .answers(crate::work::answer)
        .exact(crate::one_block)
        .against("push_with_capacity");
