//! A thread-local `Vec` that is emptied and filled again: its block is made by the thread's first call, which is not counted.
//!
//! A first call is made before anything is counted, so the count is that of every later call.

use std::cell::RefCell;

thread_local! {
    static SCRATCH: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

// ANCHOR: run
/// No block from the second call of a thread on.
#[inline(never)]
pub fn run() -> u64 {
    SCRATCH.with_borrow_mut(|scratch| {
        // heap: may
        scratch.clear();
        scratch.extend(0..10); // heap: may
        scratch.iter().sum()
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a thread-local `Vec`, filled again", run)
    .answers(|_| 45)
    .exact(|_| declaration::Exact::NONE);
