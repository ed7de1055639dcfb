//! The same with a limit: a buffer that has grown beyond it gives the rest of its block back.

use crate::work::{LARGE, LIMIT, MESSAGES, encode, length_in_burst, read};

// ANCHOR: run
/// Encodes a thousand messages, one of which is large, and makes a large block when they are gone.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = Vec::new();
    for number in 0..MESSAGES {
        buffer.clear();
        buffer.shrink_to(LIMIT); // heap: 1
        encode(&mut buffer, number, length_in_burst(number));
        answer += read(&buffer);
    }
    answer + read(&vec![0; LARGE]) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same, clear() and shrink_to(4096)", run)
    .answers(|_| crate::work::burst_answer())
    .exact(|_| declaration::Exact {
        peak_bytes: (crate::work::LARGE + crate::work::LIMIT) as u64,
        ..crate::burst(&[crate::work::LIMIT as u64])
    })
    .against("kept_after_burst");
