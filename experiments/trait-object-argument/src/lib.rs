//! What does a trait object cost as an argument: the allocation, the indirect call, or what the compiler can no longer do?
//!
//! Four questions, each with its own baseline:
//!
//! - a reader passed as `impl Read`, `dyn Read`, `Box<dyn Read>` and an enum (baseline [`reader_impl`]);
//! - a closure, lent and boxed (baseline [`closure_impl`]);
//! - a buffer of values and one of `Box<dyn Any>` (baseline [`buffer_typed`]; the `slice_of_` variants are counted only);
//! - the call alone, nothing allocated: [`chain_direct`] and [`sum_direct`] are the baselines of the price of a call, [`sorted_dyn`] that of order.

use declaration::{Axis, Experiment};

declaration::variants![
    reader_impl,
    reader_dyn,
    reader_dyn_private,
    reader_boxed,
    reader_buffered_boxed,
    reader_boxed_buffered,
    reader_enum,
    closure_impl,
    closure_dyn,
    closure_box_local,
    closure_box_empty,
    closure_box_function,
    closure_box_function_pointer,
    closure_box_capturing,
    buffer_typed,
    buffer_any_boxed,
    buffer_any_borrowed,
    buffer_enum,
    slice_of_values,
    slice_of_references,
    slice_of_boxes,
    slice_of_any,
    chain_direct,
    chain_inlined,
    chain_enum,
    chain_dyn,
    sum_direct,
    sum_inlined,
    sum_dyn,
    sorted_dyn,
    shuffled_dyn,
    sorted_enum,
    shuffled_enum,
];

/// The bytes of a word of this machine: an address, a length, a `usize`.
const WORD: u64 = size_of::<usize>() as u64;

/// How many items the call variants handle.
const CALLS: &[usize] = &[4096];

/// How many shapes the order variants handle: too many for a branch predictor to learn their order by heart.
const SHAPES: &[usize] = &[8192];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does a trait object cost as an argument: the allocation, the indirect call, or what the compiler can no longer do?",
    baseline: "reader_impl",
    axis: Some(Axis { quantity: "items handled in one call", unit: "items", sizes: &[8, 64] }),
    variants: VARIANTS,
};

/// The checksum of the readers' input, all of it at once.
fn checksum() -> u64 {
    include_bytes!("input.txt").iter().fold(0_u64, |sum, &byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

/// Every token is five long.
fn five_each(items: usize) -> u64 {
    5 * items as u64
}

/// The dependent steps, in a plain loop.
fn chain(items: usize) -> u64 {
    let mut state = 0_u64;
    for value in 0..items as u64 {
        state = (state ^ value).wrapping_mul(0x0100_0000_01b3);
    }
    state
}

/// The sum of the low bytes of the numbers below `items`, a multiple of 256: each low byte occurs equally often.
fn masked_sum(items: usize) -> u64 {
    items as u64 / 256 * (255 * 256 / 2)
}

/// The areas of a quarter squares, a quarter rectangles 3 high, a quarter triangles 8 high, a quarter crosses with arms 2 wide.
fn areas(items: usize) -> u64 {
    (0..items as u64)
        .map(|index| {
            let side = 10 + index % 90;
            match index * 4 / items as u64 {
                0 => side * side,
                1 => 3 * side,
                2 => 4 * side,
                _ => 4 * side - 4,
            }
        })
        .sum()
}
