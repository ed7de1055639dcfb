//! What does an array of constant size cost on the stack, and where does the stack end?

pub mod zeroed;
pub mod uninit;
pub mod boxed_literal;
pub mod boxed_through_vec;
pub mod lazily_zeroed;
pub mod zeroed_filled;
pub mod uninit_filled;
pub mod boxed_through_vec_filled;
pub mod lazily_zeroed_filled;
pub mod passed_by_reference;
pub mod passed_by_value;
pub mod copied_by_value;
pub mod returned_by_reference;
pub mod returned_by_value;
pub mod nested_frames;
pub mod child;

use instruments::{Axis, Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does an array of constant size cost on the stack, and where does the stack end?",
    baseline: "zeroed",
    axis: Some(Axis { quantity: "size of the array", unit: "B", sizes: &[64, 4_096, 65_536, 262_144, 1_048_576] }),
    variants: &[
        Variant::sized("zeroed", "zeros on the stack; first and last byte used", zeroed::run)
            .answers(|_| 3)
            .exact(|_| Exact::NONE),
        Variant::sized("uninit", "uninitialised on the stack; first and last byte used", uninit::run)
            .answers(|_| 3)
            .exact(|_| Exact::NONE),
        Variant::sized("boxed_literal", "Box::new of an array literal; first and last byte used", boxed_literal::run)
            .at(&[64, 4_096, 262_144])
            .answers(|_| 3)
            .exact(|size| Exact::once(size as u64)),
        Variant::sized(
            "boxed_through_vec",
            "vec! made a boxed slice; first and last byte used",
            boxed_through_vec::run,
        )
        .answers(|_| 3)
        .exact(|size| Exact::once(size as u64)),
        Variant::sized("lazily_zeroed", "a fresh mapping; first and last byte used", lazily_zeroed::run)
            .at(&[65_536, 262_144, 1_048_576])
            .answers(|_| 3)
            .exact(|_| Exact::NONE),
        Variant::sized("zeroed_filled", "zeros on the stack; every byte written", zeroed_filled::run)
            .at(&[65_536])
            .against("zeroed_filled")
            .answers(sum_of_low_bytes)
            .exact(|_| Exact::NONE),
        Variant::sized("uninit_filled", "uninitialised on the stack; every byte written", uninit_filled::run)
            .at(&[65_536])
            .against("zeroed_filled")
            .answers(sum_of_low_bytes)
            .exact(|_| Exact::NONE),
        Variant::sized(
            "boxed_through_vec_filled",
            "vec! made a boxed slice; every byte written",
            boxed_through_vec_filled::run,
        )
        .at(&[65_536])
        .against("zeroed_filled")
        .answers(sum_of_low_bytes)
        .exact(|size| Exact::once(size as u64)),
        Variant::sized("lazily_zeroed_filled", "a fresh mapping; every byte written", lazily_zeroed_filled::run)
            .at(&[65_536])
            .against("zeroed_filled")
            .answers(sum_of_low_bytes)
            .exact(|_| Exact::NONE),
        Variant::sized("passed_by_reference", "lent down through four frames", passed_by_reference::run)
            .at(&[65_536])
            .against("passed_by_reference")
            .answers(|_| 10)
            .exact(|_| Exact::NONE),
        Variant::sized("passed_by_value", "moved down through four frames", passed_by_value::run)
            .at(&[65_536])
            .against("passed_by_reference")
            .answers(|_| 10)
            .exact(|_| Exact::NONE),
        Variant::sized(
            "copied_by_value",
            "copied down through four frames, each keeping its own",
            copied_by_value::run,
        )
        .at(&[65_536])
        .against("passed_by_reference")
        .answers(|_| 1 + 3 + 6 + 10)
        .exact(|_| Exact::NONE),
        Variant::sized(
            "returned_by_reference",
            "lent down four frames, its reference handed back",
            returned_by_reference::run,
        )
        .at(&[65_536])
        .against("passed_by_reference")
        .answers(|_| 10)
        .exact(|_| Exact::NONE),
        Variant::sized("returned_by_value", "made in the innermost of four frames, moved out", returned_by_value::run)
            .at(&[65_536])
            .against("passed_by_reference")
            .answers(|_| 10)
            .exact(|_| Exact::NONE),
    ],
};

/// The answer of the filled variants: byte `i` holds the low eight bits of `i`.
fn sum_of_low_bytes(size: usize) -> u64 {
    (0..size).map(|index| u64::from(index as u8)).sum()
}
