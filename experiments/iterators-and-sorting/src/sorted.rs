//! `sort` keeps the order of equal elements; above 4096 bytes it asks for a block.

use crate::work::{read, shuffled};
use declaration::Prepared;

// ANCHOR: run
/// Sorts the numbers.
#[inline(never)]
pub fn run(numbers: &[u64], list: &mut Vec<u64>) -> u64 {
    list.clear();
    list.extend_from_slice(numbers); // heap: may
    list.sort(); // heap: may
    read(list)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(length: usize) -> Prepared {
    let mut list = Vec::with_capacity(length); // heap: 1
    Box::new(move || run(shuffled(length), &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("sort()", prepared(prepare))
    .answers(crate::work::sorted_answer)
    .exact(crate::sort_of_numbers)
    .against("sorted");
