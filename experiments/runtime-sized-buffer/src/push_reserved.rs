//! The same pushes after `reserve`, the remedy for a `Vec` that exists already: one block, not always of exactly the size.
//!
//! `reserve` promises room for at least that many more and follows the rule of growth, so it takes no less than 8 bytes
//! and, from a block that is in use, no less than twice the capacity. `reserve_exact` asks for the size itself.

#![expect(
    clippy::reserve_after_initialization,
    reason = "this variant is about `reserve`; for a new Vec the lint's advice is right"
)]

use crate::work::{checksum, input};

// ANCHOR: run
/// Reserves the room, then pushes the bytes.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut buffer = Vec::new();
    buffer.reserve(size); // heap: may
    for byte in input(size) {
        buffer.push(*byte); // heap: may
    }
    checksum(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("reserve(size), a push a byte", sized(run))
    .at(&[5, 64, 65])
    .answers(crate::work::answer)
    .exact(|size| declaration::Exact::once(size.max(8) as u64))
    .against("push_with_capacity");
