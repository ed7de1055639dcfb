//! A block is made, a byte of each of its pages is written, and it is freed.
//!
//! A page that the process has not touched since it got the address has no memory behind it.
//! The first write to it is a page fault: the kernel finds a page, fills it with zeros and maps it.

use std::hint::black_box;

// ANCHOR: run
const PAGE: usize = 4096;

/// Makes a block, writes a byte in each of its pages, and frees it. Answers with the number of pages.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut block = Box::<[u8]>::new_uninit_slice(size); // heap: 1
    let mut pages = 0;
    for first in block.iter_mut().step_by(PAGE) {
        first.write(1);
        pages += 1;
    }
    black_box(block.as_ptr());
    pages
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made, a byte written in each page, freed", sized(run))
        .at(crate::TOUCHED)
        .alone()
        .answers(crate::pages)
        .exact(crate::one_block)
        .against("made_and_freed");
