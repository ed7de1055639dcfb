//! Frames that are kept: `reserve` can't take the block back, and makes another.

use crate::work::{FRAME, FRAMES, ROOM, frame, read};
use bytes::BytesMut;

// ANCHOR: run
/// Reads a hundred frames, one behind the other, into one buffer.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut buffer = BytesMut::with_capacity(ROOM); // heap: 1
    let mut kept = Vec::with_capacity(FRAMES as usize); // heap: 1
    for number in 0..FRAMES {
        buffer.reserve(FRAME); // heap: may
        buffer.extend_from_slice(&frame(number)); // heap: may
        let frame = buffer.split().freeze(); // heap: may
        answer += read(&frame);
        kept.push(frame); // heap: may
    }
    answer
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("BytesMut: 100 frames, all kept", run)
    .answers(|_| crate::work::frames_answer())
    .exact(|_| {
        let list = crate::work::FRAMES * crate::BYTES;
        let buffers = crate::buffers(crate::work::FRAMES / 4);
        declaration::Exact::together(buffers.allocations + 1, buffers.requested_bytes + list)
    })
    .against("frames_cleared");
