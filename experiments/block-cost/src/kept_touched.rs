//! A block that stays is written again: a byte in each of its pages.
//!
//! The pages were touched when the block was made, so no write is a page fault, and the allocator is not called.

use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
const PAGE: usize = 4096;

/// Writes a byte in each page of the caller's block. Answers with the number of pages.
#[inline(never)]
pub fn touch(block: &mut [u8]) -> u64 {
    let mut pages = 0;
    for first in block.iter_mut().step_by(PAGE) {
        *first = 1;
        pages += 1;
    }
    black_box(block.as_ptr());
    pages
}
// ANCHOR_END: run

/// Makes the block and touches all of it.
pub fn prepare(size: usize) -> Prepared {
    let mut block = vec![2; size]; // heap: 1
    Box::new(move || touch(&mut block)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a byte written in each page of a block that stays", prepared(prepare))
        .at(crate::TOUCHED)
        .alone()
        .answers(crate::pages)
        .exact(|_| declaration::Exact::NONE)
        .against("touched");
