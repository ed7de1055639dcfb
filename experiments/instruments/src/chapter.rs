//! What does an instrument add to what it measures, and what does it miss?
//!
//! The library measures itself. Three groups of variants:
//!
//! - the cost of an instrument: the same pairs of allocation and deallocation through each allocator, on one thread and on two;
//! - elision: three ways to write one local box, and which of them allocates;
//! - rules: what each instrument calls a reallocation, a zeroed block, a thread.

pub mod pairs;
pub mod two_threads;
pub mod system;
pub mod gate_off;
pub mod gate_on;
pub mod stats_alloc_bare;
pub mod dhat_idle;
pub mod dhat_running;
pub mod box_read;
pub mod box_value_hidden;
pub mod box_hidden;
pub mod vec_with_capacity;
pub mod vec_grown;
pub mod vec_shrunk;
pub mod vec_zeroed;
pub mod thread_counted;
pub mod thread_not_counted;

use crate::{Exact, Experiment, Variant};

const INSTRUMENT: &str = "it calls an allocator directly, so no global allocator sees it";

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does an instrument add to what it measures, and what does it miss?",
    baseline: "system",
    axis: None,
    variants: &[
        Variant::fixed("system", "pairs through the system allocator", system::one_thread)
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::fixed("gate_off", "pairs through the gate, not counting", gate_off::one_thread)
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::fixed("gate_on", "pairs through the gate, counting", gate_on::one_thread)
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::fixed("stats_alloc", "pairs through bare stats_alloc", stats_alloc_bare::one_thread)
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::fixed("dhat_idle", "pairs through dhat, no profiler running", dhat_idle::one_thread)
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::prepared("dhat_running", "pairs through dhat, profiler running", dhat_running::one_thread)
            .without_size()
            .answers(|_| pairs::ONE_THREAD)
            .uncounted(INSTRUMENT),
        Variant::prepared("two_threads_system", "pairs on two threads, system allocator", system::two_threads)
            .without_size()
            .answers(|_| 2 * pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(INSTRUMENT),
        Variant::prepared("two_threads_gate_off", "pairs on two threads, gate not counting", gate_off::two_threads)
            .without_size()
            .answers(|_| 2 * pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(INSTRUMENT),
        Variant::prepared("two_threads_gate_on", "pairs on two threads, gate counting", gate_on::two_threads)
            .without_size()
            .answers(|_| 2 * pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(INSTRUMENT),
        Variant::prepared(
            "two_threads_stats_alloc",
            "pairs on two threads, stats_alloc",
            stats_alloc_bare::two_threads,
        )
        .without_size()
        .answers(|_| 2 * pairs::EACH_THREAD)
        .against("two_threads_system")
        .uncounted(INSTRUMENT),
        Variant::prepared("two_threads_dhat_idle", "pairs on two threads, dhat idle", dhat_idle::two_threads)
            .without_size()
            .answers(|_| 2 * pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(INSTRUMENT),
        Variant::prepared("two_threads_dhat_running", "pairs on two threads, dhat running", dhat_running::two_threads)
            .without_size()
            .answers(|_| 2 * pairs::EACH_THREAD)
            .against("two_threads_system")
            .uncounted(INSTRUMENT),
        Variant::fixed("box_read", "a local box, read and dropped", box_read::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_value_hidden", "the same, black_box around the value", box_value_hidden::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_hidden", "the same, black_box around the box", box_hidden::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("vec_with_capacity", "1000 numbers pushed, capacity asked for first", vec_with_capacity::run)
            .answers(|_| 499_500)
            .exact(|_| Exact::once(8 * 1000))
            .untimed(),
        Variant::fixed("vec_grown", "1000 numbers pushed, no capacity asked for", vec_grown::run)
            .answers(|_| 499_500)
            .exact(vec_grown::exact)
            .untimed(),
        Variant::fixed("vec_shrunk", "capacity for 1000 numbers, shrunk to 10", vec_shrunk::run)
            .answers(|_| 45)
            .exact(vec_shrunk::exact)
            .untimed(),
        Variant::fixed("vec_zeroed", "1000 zeros from `vec![0; n]`", vec_zeroed::run)
            .answers(|_| 1000)
            .exact(|_| Exact::once(8 * 1000))
            .untimed(),
        Variant::fixed("thread_counted", "a box on a thread of `instruments::spawn`", thread_counted::run)
            .answers(|_| 42)
            .exact(thread_counted::exact)
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(thread_counted::in_uncounted_threads)
            .untimed(),
        Variant::fixed("thread_not_counted", "a box on a thread of `std::thread::spawn`", thread_not_counted::run)
            .answers(|_| 42)
            .exact(thread_not_counted::exact)
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(thread_not_counted::in_uncounted_threads)
            .untimed(),
    ],
};
