//! A buffer from a pool of the thread, and back into it: no lock and no block.

use crate::work::read;
use declaration::Prepared;
use std::cell::RefCell;

// ANCHOR: run
thread_local! {
    static FREE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// Takes a buffer out of the pool, writes a short message into it, and gives it back.
#[inline(never)]
pub fn message() -> u64 {
    let mut buffer = FREE.with_borrow_mut(Vec::pop).unwrap_or_default(); // heap: may
    buffer.extend_from_slice(&[7; 64]); // heap: may
    let answer = read(&buffer);
    buffer.clear();
    FREE.with_borrow_mut(|free| free.push(buffer)); // heap: may
    answer
}
// ANCHOR_END: run

/// Leaves the thread with one buffer of so much room.
pub fn prepare(room: usize) -> Prepared {
    FREE.set(vec![Vec::with_capacity(room)]); // heap: 2, may
    Box::new(message) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a pool of the thread", prepared(prepare))
    .alone()
    .answers(|_| crate::MESSAGE)
    .exact(|_| declaration::Exact::NONE)
    .against("block_fresh");
