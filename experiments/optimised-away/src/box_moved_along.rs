//! The address is moved by a distance known only at run time, and compared with itself.
//! Whether the two are equal is a question about the distance, not about the block.

use std::hint::black_box;

// ANCHOR: run
/// The box's address moved along, and compared.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(88_u64)); // heap: elided
    let address = &raw const *boxed;
    88 + u64::from(address.wrapping_add(black_box(5)) == address)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the box's address moved by `n`, compared with itself", run)
        .answers(|_| 88)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
