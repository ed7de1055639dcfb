//! A `Vec` that grows: its first block has room for four numbers.

use crate::work::{numbers, read};

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: Vec<u64> = Vec::new();
    for number in numbers(length) {
        list.push(*number); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec, push()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| crate::grown(length, 4));
