//! What does an array of constant size cost on the stack, and where does the stack end?

pub mod nested_frames;
pub mod child;

use declaration::{Axis, Experiment};

declaration::variants![
    zeroed,
    uninit,
    boxed_literal,
    boxed_through_vec,
    lazily_zeroed,
    zeroed_filled,
    uninit_filled,
    boxed_through_vec_filled,
    lazily_zeroed_filled,
    passed_by_reference,
    passed_by_value,
    copied_by_value,
    returned_by_reference,
    returned_by_value,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does an array of constant size cost on the stack, and where does the stack end?",
    baseline: "zeroed",
    axis: Some(Axis { quantity: "size of the array", unit: "B", sizes: &[64, 4_096, 65_536, 262_144, 1_048_576] }),
    variants: VARIANTS,
};

/// The answer of the filled variants: byte `i` holds the low eight bits of `i`.
fn sum_of_low_bytes(size: usize) -> u64 {
    (0..size).map(|index| u64::from(index as u8)).sum()
}
