//! A buffer of the thread: a function without a parameter for it reuses it all the same, from call to call.

use crate::work::{LENGTH, MESSAGES, encode, read};
use declaration::Prepared;
use std::cell::RefCell;

// ANCHOR: run
thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Encodes a message into the buffer of this thread.
#[inline(never)]
fn message(number: u64) -> u64 {
    SCRATCH.with_borrow_mut(|buffer| {
        // heap: may
        buffer.clear();
        encode(buffer, number, LENGTH);
        read(buffer)
    })
}
// ANCHOR_END: run

/// Encodes a thousand messages.
#[inline(never)]
pub fn run() -> u64 {
    (0..MESSAGES).map(message).sum()
}

/// Encodes one message beforehand, for which the buffer grows.
pub fn prepare(_no_size: usize) -> Prepared {
    message(0);
    Box::new(run) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec of the thread, from the second call on", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::answer())
        .exact(|_| declaration::Exact::NONE);
