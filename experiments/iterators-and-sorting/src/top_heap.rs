//! A `BinaryHeap` of ten.

use crate::work::{MANY, TOP, read, shuffled};
use declaration::{Exact, Prepared};
use std::{cmp::Reverse, collections::BinaryHeap};

// ANCHOR: run
/// Keeps the ten greatest so far in a heap, the least of them on top.
#[inline(never)]
pub fn run(numbers: &[u64]) -> u64 {
    let mut top = BinaryHeap::with_capacity(TOP); // heap: 1
    for &number in numbers {
        if top.len() < TOP {
            top.push(Reverse(number)); // heap: may
        } else if let Some(mut least) = top.peek_mut()
            && least.0 < number
        {
            *least = Reverse(number);
        }
    }
    read(&top.into_sorted_vec().into_iter().map(|number| number.0).collect::<Vec<_>>()) // heap: elided
}
// ANCHOR_END: run

/// A caller that has the numbers.
pub fn prepare(_: usize) -> Prepared {
    Box::new(|| run(shuffled(MANY))) // heap: elided
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the ten greatest, BinaryHeap of ten", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::top_answer())
        .exact(|_| Exact::once(8 * TOP as u64))
        .against("top_sorted");
