//! A `Vec` whose length is known only at run time, filled, and of which only the length is asked.
//! Writing is no obstacle: what nobody reads need not be written.

use std::hint::black_box;

// ANCHOR: run
/// `vec![0; n]`, `fill`, and the length.
#[inline(never)]
pub fn run() -> u64 {
    let mut bytes = vec![0_u8; black_box(73)]; // heap: elided
    bytes.fill(7);
    bytes.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`vec![0; n]`, filled, and the length", run)
    .answers(|_| 73)
    .debug(|_| declaration::Exact::once(73))
    .release(|_| declaration::Exact::NONE);
