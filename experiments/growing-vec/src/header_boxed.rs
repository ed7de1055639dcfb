//! The header boxed too: two blocks, one of three words for the header and one for the elements.
//!
//! A `Vec` that leaves its function by value has no need of this: the three words are returned, the block stays where it is.
//! It is the shape of the Go function that returns the address of its slice.

use crate::work::sum;

// ANCHOR: constructor
#[expect(clippy::box_collection, reason = "this variant is about the extra allocation that the lint warns of")]
#[inline(never)]
fn numbers_below(size: usize) -> Box<Vec<u64>> {
    let mut numbers = Vec::with_capacity(8); // heap: 1
    for number in 0..size as u64 {
        numbers.push(number); // heap: may
    }
    Box::new(numbers) // heap: 1
}
// ANCHOR_END: constructor

/// Gets the boxed `Vec` and adds its numbers up.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    sum(&numbers_below(size))
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Box<Vec> with room for eight, returned", sized(run))
        .at(&[8, 9])
        .against(declaration::ITSELF)
        .answers(crate::work::answer)
        .exact(|size| beside(crate::HEADER, crate::grown(crate::WORD, 8, size)));

/// The figures with one more block, live all the time.
fn beside(bytes: u64, figures: declaration::Exact) -> declaration::Exact {
    declaration::Exact {
        allocations: figures.allocations + 1,
        deallocations: figures.deallocations + 1,
        requested_bytes: figures.requested_bytes + bytes,
        net_bytes: figures.net_bytes + bytes,
        peak_bytes: figures.peak_bytes + bytes,
        ..figures
    }
}
