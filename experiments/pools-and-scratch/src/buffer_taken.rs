//! One buffer whose content is handed over by `mem::take`: the block goes with it, and nothing is left to reuse.

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
    let mut buffer = Vec::new();
    for number in 0..MESSAGES {
        encode(&mut buffer, number, LENGTH);
        answer += send(mem::take(&mut buffer));
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("one Vec, given away by mem::take()", run)
    .answers(|_| crate::work::answer())
    .exact(|_| crate::grown_each(crate::work::MESSAGES));
