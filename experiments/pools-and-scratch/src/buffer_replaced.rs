//! One buffer, replaced by one with room when its content is handed over: a block a message, and no growth.

use crate::work::{LENGTH, MESSAGES, encode, read};
use std::mem;

// ANCHOR: run
/// Who wants the message for good.
#[inline(never)]
fn send(message: Vec<u8>) -> u64 {
    read(&message)
}

/// Encodes a thousand messages into one buffer and gives each away.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = Vec::with_capacity(LENGTH); // heap: 1
    for number in 0..MESSAGES {
        encode(&mut buffer, number, LENGTH);
        let next = Vec::with_capacity(buffer.capacity()); // heap: 1
        answer += send(mem::replace(&mut buffer, next));
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("given away by mem::replace(), with room", run)
    .answers(|_| crate::work::answer())
    .exact(|_| declaration::Exact {
        peak_bytes: 2 * crate::work::LENGTH as u64,
        ..declaration::Exact::each(crate::work::MESSAGES + 1, crate::work::LENGTH as u64)
    });
