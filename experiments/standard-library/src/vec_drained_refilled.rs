//! After `drain(..)` the next push finds the block where it was: the elements go, the room stays, as it does after `clear`.
//!
//! What is drained is moved out one by one. Collected into another `Vec`, it would get a block of its own.

// ANCHOR: run
#[inline(never)]
fn add(pending: &mut Vec<u64>) -> u64 {
    pending.drain(..).sum() // heap: none
}

/// One block, for the ten; the push needs none.
#[inline(never)]
pub fn run() -> u64 {
    let mut pending: Vec<u64> = (0..10).collect(); // heap: 1
    let sum = add(&mut pending);
    pending.push(10); // heap: may
    sum + pending.iter().sum::<u64>()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`drain(..)` of a `Vec`, then a push", run)
    .answers(|_| 55)
    .exact(|_| declaration::Exact::once(80));
