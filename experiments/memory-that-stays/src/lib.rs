//! Why does a process keep its memory after everything was dropped?
//!
//! The variants are bursts of work, whose requests are counted and timed. What a process holds of the machine's memory while it makes such bursts is seen in
//! programs of its own: `src/bin/memory-that-stays/runs.rs` lists their runs.

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![short_texts, long_texts, mixed_blocks, large_buffers, one_buffer, in_batches];

/// Bytes of a `String` or a `Vec`: address, length and capacity.
const HEADER: u64 = 24;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Why does a process keep its memory after everything was dropped?",
    baseline: "short_texts",
    axis: Some(Axis { quantity: "payload", unit: "MiB", sizes: &[1, 4] }),
    variants: VARIANTS,
};

/// A list, and a block for each entry of it, of so many bytes in all.
const fn listed(blocks: usize, bytes: u64) -> Exact {
    Exact::together(1 + blocks as u64, blocks as u64 * HEADER + bytes)
}

/// A list of texts of this length, for a payload in MiB.
const fn texts(mebibytes: usize, length: usize) -> Exact {
    let count = work::bytes(mebibytes) / length;
    listed(count, (count * length) as u64)
}
