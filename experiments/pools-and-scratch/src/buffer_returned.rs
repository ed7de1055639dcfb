//! One buffer that is handed over and comes back: whoever takes the message returns the empty buffer.

use crate::work::{LENGTH, MESSAGES, encode, read};

// ANCHOR: run
/// Who wants the message for good, and not its block.
#[inline(never)]
fn send(mut message: Vec<u8>) -> (u64, Vec<u8>) {
    let answer = read(&message);
    message.clear();
    (answer, message)
}

/// Encodes a thousand messages into one buffer and gives each away.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = Vec::new();
    for number in 0..MESSAGES {
        encode(&mut buffer, number, LENGTH);
        let (sent, empty) = send(buffer);
        answer += sent;
        buffer = empty;
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("given away, and returned empty", run)
    .answers(|_| crate::work::answer())
    .exact(|_| crate::grown_each(1));
