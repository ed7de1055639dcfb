//! `black_box` hides a value from the optimiser. It does not hide the box: the value can be had without it, so the
//! allocation is still removed.

use std::hint::black_box;

// ANCHOR: run
/// One allocation in debug, none in release, although the value is opaque on its way in and on its way out.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(black_box(41)); // heap: elided
    black_box(*boxed) + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, black_box around the value", run)
    .against(declaration::ITSELF)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
