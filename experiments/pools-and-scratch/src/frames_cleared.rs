//! Frames that are read in place: nobody needs them afterwards, so the buffer is cleared.

use crate::work::{FRAMES, ROOM, frame, read};
use bytes::BytesMut;

// ANCHOR: run
/// Reads a hundred frames, one over the other, in one buffer.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = BytesMut::with_capacity(ROOM); // heap: 1
    for number in 0..FRAMES {
        buffer.clear();
        buffer.extend_from_slice(&frame(number)); // heap: elided
        answer += read(&buffer);
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("BytesMut: 100 frames, clear()", run)
    .answers(|_| crate::work::frames_answer())
    .exact(|_| declaration::Exact::once(crate::work::ROOM as u64))
    .against(declaration::ITSELF);
