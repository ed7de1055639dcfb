//! A block for each message, with room known beforehand: what a pool is compared with.

use crate::work::read;

// ANCHOR: run
/// Makes a buffer with so much room, writes a short message into it, and drops it.
#[inline(never)]
pub fn run(room: usize) -> u64 {
    let mut buffer = Vec::with_capacity(room); // heap: 1
    buffer.extend_from_slice(&[7; 64]); // heap: may
    read(&buffer)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::with_capacity() and drop", sized(run))
    .alone()
    .answers(|_| crate::MESSAGE)
    .exact(|room| declaration::Exact::once(room as u64))
    .against(declaration::ITSELF);
