//! A scratch `Vec` in thread-local storage: the reused `Vec` without a parameter.
//!
//! The first call on each thread allocates; later calls allocate when they need more than any before them on that thread.
//! Every thread that ever called keeps its block until it ends. A call from inside the closure would panic: the scratch is borrowed.

use crate::work::{checksum, input};
use std::cell::RefCell;

// ANCHOR: run
thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Copies into this thread's scratch, in place of what it held.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    SCRATCH.with_borrow_mut(|buffer| {
        // heap: may
        buffer.clear();
        buffer.extend_from_slice(input(size)); // heap: may
        checksum(buffer)
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec kept by the thread", sized(run))
    .at(&[5, 1_024, crate::work::LARGEST])
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
