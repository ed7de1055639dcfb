//! What does it cost to replace a byte string in a stream, and where do the article's programs fail outside its sample?
//!
//! [`Replacer`] is the one to use. The `reader_` variants follow the article and are right on its sample only; what each of them
//! gets wrong stands in its documentation and in `tests/behaviour/counterexamples.rs`.

pub mod inputs;
pub mod oracle;

pub mod replacer;
mod search;

pub use replacer::{EmptyNeedle, Replacer};

use declaration::{Axis, Experiment};

declaration::variants![
    reader_boxed,
    reader_dyn,
    reader_concrete,
    reader_array,
    reader_stack_slice,
    reader_heap_array,
    reader_compare_constant,
    reader_shift_constant,
    streaming,
    streaming_dyn,
    in_memory,
    str_replace,
    memmem,
    aho_corasick,
    copy,
    streaming::LONGER,
    memmem::LONGER,
    streaming::LARGE,
    memmem::LARGE,
    reader_array::LARGE,
    in_memory::LARGE,
    str_replace::LARGE,
    aho_corasick::LARGE,
    streaming::SPARSE,
    str_replace::SPARSE,
    memmem::SPARSE,
    in_memory::SPARSE,
    aho_corasick::SPARSE,
    copy::SPARSE,
    copy_through_chunk,
];

/// The sample.
const SAMPLE: usize = inputs::SAMPLE.len();
const KIB_64: usize = 64 << 10;
const MIB: usize = 1 << 20;
const MIB_16: usize = 16 << 20;

/// Why the largest dense inputs are not counted.
const LARGE: &str =
    "counted at smaller sizes; in a debug build, a malloc that is watched would take minutes over this one";

/// The window of the `reader_` variants: as long as the needle.
const WINDOW: u64 = inputs::NEEDLE.len() as u64;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to replace a byte string in a stream, and where do the article's programs fail outside its sample?",
    baseline: "streaming",
    axis: Some(Axis { quantity: "size of the input", unit: "B", sizes: &[SAMPLE, KIB_64, MIB_16] }),
    variants: VARIANTS,
};
