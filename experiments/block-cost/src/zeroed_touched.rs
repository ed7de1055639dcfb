//! `vec![0; size]`, and a byte of each of its pages is written.
//!
//! Where the zeros came with fresh pages, each first write is the page fault that `vec![0; size]` alone did not cause.

use std::hint::black_box;

// ANCHOR: run
const PAGE: usize = 4096;

/// Makes a zeroed block, writes a byte in each of its pages, and frees it. Answers with the number of pages.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut block = vec![0_u8; size]; // heap: 1
    let mut pages = 0;
    for first in block.iter_mut().step_by(PAGE) {
        *first = 1;
        pages += 1;
    }
    black_box(block.as_ptr());
    pages
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made with zeros, a byte written in each page, freed", sized(run))
        .at(crate::TOUCHED)
        .alone()
        .answers(crate::pages)
        .exact(crate::one_block)
        .against("zeroed");
