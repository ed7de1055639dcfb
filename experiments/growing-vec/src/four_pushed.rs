//! Four pushes in a row into a `Vec` without capacity: one block, because the first has room for four.
//!
//! The article's program without its prints.

use crate::work::sum;

// ANCHOR: run
/// Pushes four numbers.
#[inline(never)]
#[expect(clippy::vec_init_then_push, reason = "this variant is about the pushes; the lint proposes `vec!`")]
pub fn run() -> u64 {
    let mut numbers = Vec::new();
    numbers.push(1); // heap: may
    numbers.push(2); // heap: may
    numbers.push(3); // heap: may
    numbers.push(4); // heap: may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Vec::new(), four pushes in a row", run)
    .answers(|_| 10)
    .exact(|_| crate::one_block(4))
    .against("four_pushed");
