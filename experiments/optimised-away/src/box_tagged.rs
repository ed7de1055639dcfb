//! A mark is put into the lowest bit of the address and taken out again, and the result compared with the address.
//! What is known of the low bits answers it.

use std::hint::black_box;

// ANCHOR: run
/// The box's address marked, unmarked, and compared.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(87_u64)); // heap: elided
    let address = &raw const *boxed;
    let marked = address.map_addr(|bits| bits | 1);
    let unmarked = marked.map_addr(|bits| bits & !1);
    86 + u64::from(unmarked == address)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the box's address with a mark in its lowest bit", run)
        .answers(|_| 87)
        .debug(|_| declaration::Exact::once(8))
        .release(|_| declaration::Exact::NONE);
