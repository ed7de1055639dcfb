//! How many frames fit on a stack when each holds an array?
//!
//! Not a variant: it is called in a child process only, because the call that does not fit ends the process.

use std::hint::black_box;

// ANCHOR: nested_frames
/// Nests `frames` calls, each with an array of 4 KiB of its own that is still in use
/// when the next one starts. Returns `frames`.
///
/// `black_box` keeps the array in memory: else the compiler would see through it.
#[inline(never)]
pub fn run(frames: u64) -> u64 {
    if frames == 0 {
        return 0;
    }
    let mut array = [0_u8; 4_096];
    array[0] = 1;
    let in_use = black_box(&mut array);
    run(frames - 1) + u64::from(in_use[0])
}
// ANCHOR_END: nested_frames
