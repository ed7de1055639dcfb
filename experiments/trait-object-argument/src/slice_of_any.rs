//! `Vec<Box<dyn Any>>`, a vector made in each call: one allocation for the elements, and one more for each number.
//!
//! As many as with `Box<u64>`; only the elements are larger, because each also holds the address of a vtable.

use std::any::Any;

// ANCHOR: slice
/// The sum of the numbers. Public and not inlined: the compiler can't follow the vector through it, so it must exist.
#[inline(never)]
pub fn total(values: &[Box<dyn Any>]) -> u64 {
    values.iter().filter_map(|value| value.downcast_ref::<u64>()).sum() // heap: unknown
}

/// Stores one local number `items` times.
#[inline(never)]
pub fn run(items: usize) -> u64 {
    let local = items as u64;
    let mut values: Vec<Box<dyn Any>> = Vec::with_capacity(items); // heap: 1
    for _ in 0..items {
        values.push(Box::new(local)); // heap: 1, may
    }
    total(&values)
}
// ANCHOR_END: slice

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Vec<Box<dyn Any>> a call", sized(run))
    .answers(|items| (items * items) as u64)
    .exact(|items| declaration::Exact::together(1 + items as u64, items as u64 * (2 * crate::WORD + 8)))
    .at(&[1, 3, 1000])
    .against("slice_of_values");
