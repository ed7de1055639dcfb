//! A boxed header without elements: one block, the header's own.
//!
//! Beside `header_boxed` it shows that the two blocks are asked for separately: a `Vec` that holds nothing has no block.

use crate::work::sum;

// ANCHOR: constructor
#[expect(clippy::box_collection, reason = "this variant is about the extra allocation that the lint warns of")]
#[inline(never)]
fn no_numbers() -> Box<Vec<u64>> {
    Box::new(Vec::new()) // heap: 1
}
// ANCHOR_END: constructor

/// Gets the boxed `Vec` and adds its numbers up: there are none.
#[inline(never)]
pub fn run() -> u64 {
    sum(&no_numbers())
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Box<Vec> without elements, returned", run)
    .answers(|_| 0)
    .exact(|_| declaration::Exact::once(crate::HEADER))
    .against("header_boxed_empty");
