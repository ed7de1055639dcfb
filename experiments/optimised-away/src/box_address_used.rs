//! The address is used as a number: its highest bit is added to the answer.
//! A number that depends on where the block lies cannot be had without the block.

use std::hint::black_box;

// ANCHOR: run
/// The highest bit of the box's address.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(91_u64)); // heap: 1
    91 + ((&raw const *boxed).addr() >> (usize::BITS - 1)) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the highest bit of the box's address", run)
    .answers(|_| 91)
    .exact(|_| declaration::Exact::once(8));
