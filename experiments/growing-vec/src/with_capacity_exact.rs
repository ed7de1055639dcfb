//! The capacity is known and given: one block of exactly that size, whatever the size.
//!
//! The header, three words, is a local of this function; the elements are in the block.
//! What the other ways to make the same `Vec` are compared with.

use crate::work::sum;

// ANCHOR: run
/// Makes room for the numbers, then pushes them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(size); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::with_capacity(size), a push an element", sized(run))
        .answers(crate::work::answer)
        .exact(crate::one_block);
