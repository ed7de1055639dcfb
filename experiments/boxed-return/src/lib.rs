//! What does it cost to return a `Box`, and when is it free?

use declaration::{Axis, Experiment};

declaration::variants![
    by_value,
    out_parameter,
    boxed,
    boxed_each,
    by_value_inlined,
    boxed_inlined,
    rc_inlined,
    impl_trait,
    dyn_trait,
    arena,
    arena_per_call,
    array_by_value,
    array_boxed,
    result_by_value,
    result_boxed,
];

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
    variants: VARIANTS,
};
