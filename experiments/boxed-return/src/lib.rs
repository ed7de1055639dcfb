//! What does it cost to return a `Box`, and when is it free?

pub mod by_value;
pub mod out_parameter;
pub mod boxed;
pub mod boxed_each;
pub mod by_value_inlined;
pub mod boxed_inlined;
pub mod rc_inlined;
pub mod impl_trait;
pub mod dyn_trait;
pub mod arena;
pub mod arena_per_call;
pub mod array_by_value;
pub mod array_boxed;
pub mod result_by_value;
pub mod result_boxed;

use instruments::{Axis, Exact, Experiment, Variant};

/// Two words: what a `Span` takes, and the two numbers that a closure over it captures.
const SPAN: u64 = 16;

/// 3 * 80 + 4 * 80: both ends of line 3.
const ENDS: u64 = 560;

/// 3 * 80 + 79: column 79 of line 3.
const OFFSET: u64 = 319;

/// The first number is 7 and was raised once, the last is 7 + (N - 1) and was raised once; a single number is both and was raised twice.
const fn ends_of_numbers(size: usize) -> u64 {
    match size as u64 / 8 {
        1 => 9 + 9,
        count => 8 + (count + 7),
    }
}

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to return a `Box`, and when is it free?",
    baseline: "by_value",
    axis: Some(Axis { quantity: "size of the value", unit: "B", sizes: &[8, 64, 512, 4096, 65_536] }),
    variants: &[
        Variant::fixed("by_value", "the value itself is returned", by_value::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::NONE),
        Variant::fixed("out_parameter", "the caller lends the place", out_parameter::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::NONE),
        Variant::fixed("boxed", "a constructor that is not inlined returns a Box", boxed::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::once(SPAN)),
        Variant::fixed("boxed_each", "each of the two numbers in a Box of its own", boxed_each::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::together(2, SPAN)),
        Variant::fixed("by_value_inlined", "the value itself, from an inlined constructor", by_value_inlined::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::NONE)
            .against("by_value_inlined"),
        Variant::fixed("boxed_inlined", "an inlined constructor returns a Box", boxed_inlined::run)
            .answers(|_| ENDS)
            .debug(|_| Exact::once(SPAN))
            .release(|_| Exact::NONE)
            .against("by_value_inlined"),
        // Two counters of a word each stand before the value.
        Variant::fixed("rc_inlined", "an inlined constructor returns an Rc", rc_inlined::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::once(8 + 8 + SPAN))
            .against("by_value_inlined"),
        Variant::fixed("impl_trait", "a closure is returned as impl Fn", impl_trait::run)
            .answers(|_| OFFSET)
            .exact(|_| Exact::NONE)
            .against("impl_trait"),
        Variant::fixed("dyn_trait", "the closure is returned as Box<dyn Fn>", dyn_trait::run)
            .answers(|_| OFFSET)
            .exact(|_| Exact::once(SPAN))
            .against("impl_trait"),
        Variant::prepared("arena", "a reference into an arena made beforehand", arena::prepare)
            .answers(|_| ENDS)
            .exact(|_| Exact::NONE)
            .without_size(),
        // bumpalo's first chunk: 512 bytes less the 16 that it expects malloc to add.
        Variant::fixed("arena_per_call", "a reference into an arena made for this one value", arena_per_call::run)
            .answers(|_| ENDS)
            .exact(|_| Exact::once(512 - 16)),
        Variant::sized("array_by_value", "an array through three frames", array_by_value::run)
            .answers(ends_of_numbers)
            .exact(|_| Exact::NONE)
            .against("array_by_value"),
        Variant::sized("array_boxed", "a boxed array through three frames", array_boxed::run)
            .answers(ends_of_numbers)
            .exact(|size| Exact::once(size as u64))
            .against("array_by_value"),
        Variant::sized(
            "result_by_value",
            "an array in a Result, opened and closed in each frame",
            result_by_value::run,
        )
        .answers(ends_of_numbers)
        .exact(|_| Exact::NONE)
        .against("result_by_value"),
        Variant::sized("result_boxed", "a boxed array in a Result, opened and closed in each frame", result_boxed::run)
            .answers(ends_of_numbers)
            .exact(|size| Exact::once(size as u64))
            .against("result_by_value"),
    ],
};
