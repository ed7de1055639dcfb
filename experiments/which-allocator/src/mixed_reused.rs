//! The same buffers, each of which is filled again instead of replaced.

use crate::work::{SLOTS, TURNS, read_bytes, turn};

// ANCHOR: run
/// Fills a buffer again in each turn; it grows where it is too small.
#[inline(never)]
pub fn run() -> u64 {
    let mut buffers: Vec<Vec<u8>> = vec![Vec::new(); SLOTS]; // heap: may
    let mut sum = 0;
    for (slot, bytes, value) in (0..TURNS).map(turn) {
        buffers[slot].clear();
        buffers[slot].resize(bytes, value); // heap: may
        sum += read_bytes(&buffers[slot]);
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same buffers, filled again", run)
    .answers(|_| crate::work::turns_answer())
    .exact(|_| crate::ledger::mixed_reused())
    .against("mixed");
