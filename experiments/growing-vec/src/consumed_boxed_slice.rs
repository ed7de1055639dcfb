//! A `Vec` consumed, mapped, and collected into a `Box<[T]>`: the block is used again.
//!
//! A boxed slice has no room to spare, so its block is that of the `Vec` it is collected into where length and capacity agree.

use crate::work::sum;

// ANCHOR: run
/// Makes the numbers, raised by one, and lowers them in a boxed slice.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let raised: Vec<u64> = (0..size as u64).map(|number| number + 1).collect(); // heap: 1
    let numbers: Box<[u64]> = raised.into_iter().map(|number| number - 1).collect(); // heap: elided
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec consumed, collected into a Box<[u64]>", sized(run))
        .at(&[1_000])
        .answers(crate::work::answer)
        .exact(crate::one_block)
        .against("collected_in_place");
