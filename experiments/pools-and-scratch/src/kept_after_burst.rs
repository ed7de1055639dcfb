//! One message in a thousand is large: a buffer that is only cleared has room for it ever after.

use crate::work::{LARGE, MESSAGES, encode, length_in_burst, read};

// ANCHOR: run
/// Encodes a thousand messages, one of which is large, and makes a large block when they are gone.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = Vec::new();
    for number in 0..MESSAGES {
        buffer.clear();
        encode(&mut buffer, number, length_in_burst(number));
        answer += read(&buffer);
    }
    answer + read(&vec![0; LARGE]) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("one large message among 1000, clear()", run)
    .answers(|_| crate::work::burst_answer())
    .exact(|_| declaration::Exact { peak_bytes: 2 * crate::work::LARGE as u64, ..crate::burst(&[]) })
    .against(declaration::ITSELF);
