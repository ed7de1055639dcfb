//! One buffer, emptied by `clear`: it keeps its block, and the second message finds it.

use crate::work::{LENGTH, MESSAGES, encode, read};

// ANCHOR: run
/// Encodes a thousand messages into one buffer, one over the other.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = Vec::new();
    for number in 0..MESSAGES {
        buffer.clear();
        encode(&mut buffer, number, LENGTH);
        answer += read(&buffer);
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("one Vec and clear()", run)
    .answers(|_| crate::work::answer())
    .exact(|_| crate::grown_each(1));
