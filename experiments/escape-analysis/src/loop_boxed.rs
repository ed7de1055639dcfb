//! A loop keeps the box of the largest number: each turn makes a box, as each turn in Go makes a variable.

use std::hint::black_box;

// ANCHOR: run
/// Keeps the box of the largest number of all turns.
#[inline(never)]
pub fn run(turns: usize) -> u64 {
    let mut largest: Option<Box<u64>> = None;
    for turn in 0..turns as u64 {
        let n = black_box(Box::new(turn * 7 % 64)); // heap: 1
        if largest.as_ref().is_none_or(|largest| *n > **largest) {
            largest = Some(n);
        }
    }
    largest.map_or(0, |largest| *largest)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a box each turn", sized(run))
    .answers(crate::loop_values::answer)
    .exact(crate::boxes)
    .against("loop_values");
