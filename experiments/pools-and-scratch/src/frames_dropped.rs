//! Frames that are dropped before the next one is read: `reserve` finds the buffer alone, and takes its block back.

use crate::work::{FRAME, FRAMES, ROOM, frame, read};
use bytes::BytesMut;

// ANCHOR: run
/// Reads a hundred frames, one behind the other, into one buffer.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = BytesMut::with_capacity(ROOM); // heap: 1
    for number in 0..FRAMES {
        buffer.reserve(FRAME); // heap: may
        buffer.extend_from_slice(&frame(number)); // heap: may
        let frame = buffer.split().freeze(); // heap: may
        answer += read(&frame);
        drop(frame);
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BytesMut: 100 frames, each dropped before the next", run)
        .answers(|_| crate::work::frames_answer())
        .exact(|_| crate::buffers(1))
        .against("frames_cleared");
