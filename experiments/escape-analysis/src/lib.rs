//! How does Go decide what goes to the heap, what does it cost where it cannot know, and what do Rust's types say there?

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    decided,
    decided_boxed,
    tagged_read,
    tagged_result,
    element_stored,
    array_stored,
    pointers_apart,
    method_called,
    method_known,
    function_called,
    function_by_value,
    loop_values,
    loop_boxed,
];

/// The turns of the loops.
const TURNS: &[usize] = &[8, 64];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "How does Go decide what goes to the heap, what does it cost where it cannot know, and what do Rust's types say there?",
    baseline: "decided",
    axis: Some(Axis { quantity: "turns of the loop", unit: "", sizes: TURNS }),
    variants: VARIANTS,
};

/// A box for each turn, of which the largest so far and the newest are there at a time.
const fn boxes(turns: usize) -> Exact {
    Exact { peak_bytes: 16, ..Exact::each(turns as u64, 8) }
}
