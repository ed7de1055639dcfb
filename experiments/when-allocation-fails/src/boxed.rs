//! `Box::new`: no way to hear of a failure.

use std::hint::black_box;

// ANCHOR: run
/// Puts a hundred bytes into a box.
#[inline(never)]
pub fn run() -> u64 {
    let value = black_box(Box::new(black_box([7_u8; 100]))); // heap: 1
    u64::from(value[99])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box::new()", run)
    .answers(|_| 7)
    .exact(|_| declaration::Exact::once(100))
    .against(declaration::ITSELF);
