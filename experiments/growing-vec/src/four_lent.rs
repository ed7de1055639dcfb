//! The same four pushes, and the `Vec` lent after each, as in the article: still one block.
//!
//! In Go, taking the slice's address changes how `append` is compiled, and with it how often it allocates.
//! Here nothing changes: where the elements are is decided by `Vec`, not by what happens to its address.

use crate::work::sum;
use std::hint::black_box;

// ANCHOR: run
/// Looks at where the header is and where the elements are.
#[inline(never)]
fn look_at(numbers: &Vec<u64>) {
    black_box((numbers, numbers.as_ptr()));
}

/// Pushes four numbers, and lends the `Vec` before the first and after each.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::new();
    look_at(&numbers);
    numbers.push(1); // heap: may
    look_at(&numbers);
    numbers.push(2); // heap: may
    look_at(&numbers);
    numbers.push(3); // heap: may
    look_at(&numbers);
    numbers.push(4); // heap: may
    look_at(&numbers);
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the same, and the Vec lent after each push", run)
        .answers(|_| 10)
        .exact(|_| crate::one_block(4))
        .against("four_lent");
