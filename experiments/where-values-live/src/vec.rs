//! A `Vec` of a size that is known only at run time: one allocation; the header is a local, the elements are elsewhere.
//!
//! The sizes are chosen for glibc's malloc. It takes small blocks from its heap. From `M_MMAP_THRESHOLD` on, 128 KiB at first, it
//! asks the kernel for a mapping of the block's own; but when such a block is freed, the threshold rises to its size, so that the
//! next one of that size comes from the heap. That ends at 32 MiB, `DEFAULT_MMAP_THRESHOLD_MAX` (the manual page mallopt(3)).

use crate::place::{Look, Place};

/// Small: from the heap of the C library.
pub const SMALL: usize = 32;
/// Above the threshold at which a block gets a mapping of its own, and below the highest value that it can rise to.
pub const MIDDLE: usize = 1 << 20;
/// Above the highest value of the threshold.
pub const LARGE: usize = 64 << 20;

// ANCHOR: show
/// Shows a vector, which is three words, and its elements.
#[inline(never)]
pub fn show(size: usize, look: &mut Look<'_>) -> u64 {
    let numbers = vec![0_u8; size]; // heap: 1
    look(&[Place::of("header", &numbers).pointing_to("elements"), Place::of("elements", &*numbers)]); // heap: unknown
    numbers.len() as u64
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    show(size, &mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec of zeroed bytes", sized(run))
    .against("vec")
    .answers(|size| size as u64)
    .exact(|size| declaration::Exact::once(size as u64));
