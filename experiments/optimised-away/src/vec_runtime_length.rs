//! A `Vec` whose length is known only at run time, and of which only the length is asked.

use std::hint::black_box;

// ANCHOR: run
/// `vec![0; n].len()`.
#[inline(never)]
pub fn run() -> u64 {
    let bytes = vec![0_u8; black_box(46)]; // heap: elided
    bytes.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`vec![0; n].len()`", run)
    .answers(|_| 46)
    .debug(|_| declaration::Exact::once(46))
    .release(|_| declaration::Exact::NONE);
