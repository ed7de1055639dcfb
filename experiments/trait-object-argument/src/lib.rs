//! What does a trait object cost as an argument: the allocation, the indirect call, or what the compiler can no longer do?
//!
//! Four questions, each with its own baseline:
//!
//! - a reader passed as `impl Read`, `dyn Read`, `Box<dyn Read>` and an enum (baseline [`reader_impl`]);
//! - a closure, lent and boxed (baseline [`closure_impl`]);
//! - a buffer of values and one of `Box<dyn Any>` (baseline [`buffer_typed`]; the `slice_of_` variants are counted only);
//! - the call alone, nothing allocated: [`chain_direct`] and [`sum_direct`] are the baselines of the price of a call, [`sorted_dyn`] that of order.

pub mod reader_impl;
pub mod reader_dyn;
pub mod reader_dyn_private;
pub mod reader_boxed;
pub mod reader_enum;

pub mod closure_impl;
pub mod closure_dyn;
pub mod closure_box_local;
pub mod closure_box_empty;
pub mod closure_box_capturing;

pub mod buffer_typed;
pub mod buffer_any_boxed;
pub mod buffer_any_borrowed;
pub mod buffer_enum;

pub mod slice_of_values;
pub mod slice_of_references;
pub mod slice_of_boxes;
pub mod slice_of_any;

pub mod chain_direct;
pub mod chain_inlined;
pub mod chain_enum;
pub mod chain_dyn;

pub mod sum_direct;
pub mod sum_inlined;
pub mod sum_dyn;

pub mod sorted_dyn;
pub mod shuffled_dyn;
pub mod sorted_enum;
pub mod shuffled_enum;

use instruments::{Axis, Exact, Experiment, Variant};

/// The bytes of a word of this machine: an address, a length, a `usize`.
const WORD: u64 = size_of::<usize>() as u64;

/// The bytes of a match, in every `buffer_` variant: three `u64`.
const TOKEN: u64 = 24;

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
    variants: &[
        Variant::fixed("reader_impl", "&mut impl Read: compiled for the reader's type", reader_impl::run)
            .answers(|_| checksum())
            .exact(|_| Exact::NONE),
        Variant::fixed("reader_dyn", "&mut dyn Read: any reader, lent", reader_dyn::run)
            .answers(|_| checksum())
            .exact(|_| Exact::NONE),
        Variant::fixed("reader_dyn_private", "&mut dyn Read in a private function", reader_dyn_private::run)
            .answers(|_| checksum())
            .exact(|_| Exact::NONE),
        Variant::fixed("reader_boxed", "Box<dyn Read>: any reader, owned", reader_boxed::run)
            .answers(|_| checksum())
            .exact(|_| Exact::once(2 * WORD)),
        Variant::fixed("reader_enum", "an enum of readers, owned", reader_enum::run)
            .answers(|_| checksum())
            .exact(|_| Exact::NONE),
        Variant::fixed("closure_impl", "impl Fn: compiled for the closure's type", closure_impl::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .against("closure_impl"),
        Variant::fixed("closure_dyn", "&dyn Fn: any closure, lent", closure_dyn::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .against("closure_impl"),
        Variant::fixed("closure_box_local", "a Box<dyn Fn> that stays local", closure_box_local::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .against("closure_impl"),
        Variant::fixed("closure_box_empty", "a Box<dyn Fn> that captures nothing, given away", closure_box_empty::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .against("closure_impl"),
        Variant::fixed(
            "closure_box_capturing",
            "a Box<dyn Fn> that captures a u64, given away",
            closure_box_capturing::run,
        )
        .answers(|_| 42)
        .exact(|_| Exact::once(8))
        .against("closure_impl"),
        Variant::prepared("buffer_typed", "a reused Vec<Token>", buffer_typed::prepare)
            .answers(five_each)
            .exact(|_| Exact::NONE)
            .against("buffer_typed"),
        Variant::prepared("buffer_any_boxed", "a reused Vec<Box<dyn Any>>", buffer_any_boxed::prepare)
            .answers(five_each)
            .exact(|items| Exact::together(items as u64, items as u64 * TOKEN))
            .against("buffer_typed"),
        Variant::prepared(
            "buffer_any_borrowed",
            "&dyn Any lent, copied into a reused Vec<Token>",
            buffer_any_borrowed::prepare,
        )
        .answers(five_each)
        .exact(|_| Exact::NONE)
        .against("buffer_typed"),
        Variant::prepared("buffer_enum", "a reused Vec of an enum", buffer_enum::prepare)
            .answers(five_each)
            .exact(|_| Exact::NONE)
            .against("buffer_typed"),
        Variant::sized("slice_of_values", "a Vec<u64> a call", slice_of_values::run)
            .answers(|items| (items * items) as u64)
            .exact(|items| Exact::once(items as u64 * 8))
            .at(&[1, 3, 1000])
            .untimed(),
        Variant::sized("slice_of_references", "a Vec<&u64> a call, all to one local", slice_of_references::run)
            .answers(|items| (items * items) as u64)
            .exact(|items| Exact::once(items as u64 * WORD))
            .at(&[1, 3, 1000])
            .against("slice_of_values")
            .untimed(),
        Variant::sized("slice_of_boxes", "a Vec<Box<u64>> a call", slice_of_boxes::run)
            .answers(|items| (items * items) as u64)
            .exact(|items| Exact::together(1 + items as u64, items as u64 * (WORD + 8)))
            .at(&[1, 3, 1000])
            .against("slice_of_values")
            .untimed(),
        Variant::sized("slice_of_any", "a Vec<Box<dyn Any>> a call", slice_of_any::run)
            .answers(|items| (items * items) as u64)
            .exact(|items| Exact::together(1 + items as u64, items as u64 * (2 * WORD + 8)))
            .at(&[1, 3, 1000])
            .against("slice_of_values")
            .untimed(),
        Variant::prepared("chain_direct", "dependent steps, a direct call each", chain_direct::prepare)
            .answers(chain)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("chain_direct"),
        Variant::prepared("chain_inlined", "dependent steps, generic and inlined", chain_inlined::prepare)
            .answers(chain)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("chain_direct"),
        Variant::prepared("chain_enum", "dependent steps, a match each", chain_enum::prepare)
            .answers(chain)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("chain_direct"),
        Variant::prepared("chain_dyn", "dependent steps, an indirect call each", chain_dyn::prepare)
            .answers(chain)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("chain_direct"),
        Variant::prepared("sum_direct", "independent steps, a direct call each", sum_direct::prepare)
            .answers(masked_sum)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("sum_direct"),
        Variant::prepared("sum_inlined", "independent steps, generic and inlined", sum_inlined::prepare)
            .answers(masked_sum)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("sum_direct"),
        Variant::prepared("sum_dyn", "independent steps, an indirect call each", sum_dyn::prepare)
            .answers(masked_sum)
            .exact(|_| Exact::NONE)
            .at(CALLS)
            .against("sum_direct"),
        Variant::prepared("sorted_dyn", "boxed shapes, type by type", sorted_dyn::prepare)
            .answers(areas)
            .exact(|_| Exact::NONE)
            .at(SHAPES)
            .against("sorted_dyn"),
        Variant::prepared("shuffled_dyn", "the same boxed shapes, in no order", shuffled_dyn::prepare)
            .answers(areas)
            .exact(|_| Exact::NONE)
            .at(SHAPES)
            .against("sorted_dyn"),
        Variant::prepared("sorted_enum", "an enum of shapes, type by type", sorted_enum::prepare)
            .answers(areas)
            .exact(|_| Exact::NONE)
            .at(SHAPES)
            .against("sorted_dyn"),
        Variant::prepared("shuffled_enum", "the same enum of shapes, in no order", shuffled_enum::prepare)
            .answers(areas)
            .exact(|_| Exact::NONE)
            .at(SHAPES)
            .against("sorted_dyn"),
    ],
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
