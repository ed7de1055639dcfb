//! A `Vec` with room for the numbers from the start.

use crate::work::{numbers, read};

// ANCHOR: run
/// Pushes the numbers, one by one.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut list: Vec<u64> = Vec::with_capacity(length); // heap: 1
    for number in numbers(length) {
        list.push(*number); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec with capacity, push()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(8 * length as u64));
