//! `Mutex::new` and `lock` allocate nothing on Linux: the lock is a number that the kernel knows by its address.

use std::sync::{Mutex, PoisonError};

// ANCHOR: run
#[inline(never)]
fn raised(counter: &Mutex<u64>) -> u64 {
    let mut counter = counter.lock().unwrap_or_else(PoisonError::into_inner); // heap: none
    *counter += 1;
    *counter
}

/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let counter = Mutex::new(40);
    raised(&counter);
    raised(&counter)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Mutex::new` and `lock`", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
