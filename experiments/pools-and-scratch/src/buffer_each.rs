//! A buffer for each message: two calls of the allocator a message, because the buffer grows once.

use crate::work::{LENGTH, MESSAGES, encode, read};

// ANCHOR: run
/// Encodes a thousand messages, each into a buffer of its own.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    for number in 0..MESSAGES {
        let mut buffer = Vec::new();
        encode(&mut buffer, number, LENGTH);
        answer += read(&buffer);
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 messages, a new Vec each", run)
    .answers(|_| crate::work::answer())
    .exact(|_| crate::grown_each(crate::work::MESSAGES));
