//! An array of ten, in order.

use crate::work::{MANY, TOP, read, shuffled};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Keeps the ten greatest so far in an array, in order.
#[inline(never)]
pub fn run(numbers: &[u64]) -> u64 {
    let mut top = [0; TOP];
    for &number in numbers {
        if number > top[TOP - 1] {
            let place = top.partition_point(|kept| *kept > number);
            top[place..].rotate_right(1);
            top[place] = number;
        }
    }
    read(&top)
}
// ANCHOR_END: run

/// A caller that has the numbers.
pub fn prepare(_: usize) -> Prepared {
    Box::new(|| run(shuffled(MANY))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the ten greatest, an array", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::top_answer())
        .exact(|_| Exact::NONE)
        .against("top_sorted");
