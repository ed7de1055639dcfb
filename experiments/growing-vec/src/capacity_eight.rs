//! Room for eight, as in the article: the elements are on the heap from the start, and the ninth makes the block grow.
//!
//! Go keeps these eight on the stack, because the slice does not leave the function and the eight is a constant.
//! A `Vec` never does: the constant is an argument of `with_capacity`, not part of the type.

use crate::work::sum;

// ANCHOR: run
/// Makes room for eight numbers, then pushes as many as asked for.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut numbers = Vec::with_capacity(8); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::with_capacity(8), a push an element", sized(run))
        .at(&[8, 9])
        .against(declaration::ITSELF)
        .answers(crate::work::answer)
        .exact(|size| crate::grown(crate::WORD, 8, size));
