//! What does an instrument add to what it measures, and what does it miss?
//!
//! The library measures itself. Three groups of variants:
//!
//! - the cost of an instrument: the same pairs of allocation and deallocation through each allocator, on one thread and on two;
//! - elision: three ways to write one local box, and which of them allocates;
//! - rules: what each instrument calls a reallocation, a zeroed block, a thread.

pub mod calibration;
pub mod pairs;
pub mod two_threads;

use declaration::Experiment;

declaration::variants![
    system,
    gate_off,
    gate_on,
    stats_alloc_bare,
    dhat_idle,
    dhat_running,
    system::TWO_THREADS,
    gate_off::TWO_THREADS,
    gate_on::TWO_THREADS,
    stats_alloc_bare::TWO_THREADS,
    dhat_idle::TWO_THREADS,
    dhat_running::TWO_THREADS,
    box_read,
    box_value_hidden,
    box_hidden,
    vec_with_capacity,
    vec_grown,
    vec_shrunk,
    vec_zeroed,
    thread_counted,
    thread_not_counted,
];

const INSTRUMENT: &str = "it calls an allocator directly, so no global allocator sees it";

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does an instrument add to what it measures, and what does it miss?",
    baseline: "system",
    axis: None,
    variants: VARIANTS,
};
