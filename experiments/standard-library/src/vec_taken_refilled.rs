//! After `mem::take` the next push makes a block: what is left behind is `Vec::new()`, without the room that was there.
//!
//! The first block of a push has room for 4 words, not for the ten that were there before.

// ANCHOR: run
#[inline(never)]
fn take(pending: &mut Vec<u64>) -> Vec<u64> {
    std::mem::take(pending) // heap: none
}

/// Two blocks: for the ten that are taken, and for the one that is pushed.
#[inline(never)]
pub fn run() -> u64 {
    let mut pending: Vec<u64> = (0..10).collect(); // heap: 1
    let taken = take(&mut pending);
    pending.push(10); // heap: may
    taken.iter().chain(&pending).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`mem::take` of a `Vec`, then a push", run)
    .answers(|_| 55)
    .exact(|_| declaration::Exact::together(2, 80 + 32));
