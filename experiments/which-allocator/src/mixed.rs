//! Buffers from 16 bytes to 4 KiB that live for different times: in each turn one of them is replaced.

use crate::work::{SLOTS, TURNS, read_bytes, turn};

// ANCHOR: run
/// Replaces a buffer in each turn.
#[inline(never)]
pub fn run() -> u64 {
    let mut buffers: Vec<Vec<u8>> = vec![Vec::new(); SLOTS]; // heap: may
    let mut sum = 0;
    for (slot, bytes, value) in (0..TURNS).map(turn) {
        buffers[slot] = vec![value; bytes]; // heap: 1
        sum += read_bytes(&buffers[slot]);
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("buffers of mixed sizes that live for different times", run)
        .answers(|_| crate::work::turns_answer())
        .exact(|_| crate::ledger::mixed())
        .against("mixed");
