//! How is a heap profile read, and what does it say to change?
//!
//! A program summarises an access log ([`log`]). [`as_written`] is the program as one writes it at first; each variant after it changes
//! what the profile of the one before puts on top, and everything else is the same, so two neighbours differ in one function or two.
//! The last four are small programs about the profile itself: which function it blames.

pub mod log;
pub mod percent;
pub mod summary;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    as_written,
    typed_decoding,
    borrowed_text,
    reused_line_buffer,
    no_temporary_vec,
    in_place,
    capacity_hint,
    borrowed_keys,
    reused_buffers,
    lent_names,
    helper_inlined,
    helper_tail_called,
    helper_merged,
    grown_elsewhere,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "How is a heap profile read, and what does it say to change?",
    baseline: "as_written",
    axis: Some(Axis { quantity: "length of the log", unit: "lines", sizes: log::SIZES }),
    variants: VARIANTS,
};

/// The length of `GET /shop/items`.
const KEY: u64 = 15;

/// The figures of the two logs: allocations, reallocations, requested, net and peak bytes. Every block is freed.
///
/// They are measured, and the same in debug and release. What an ordinary line adds to them is explained in `tests/chapter/findings.rs`; the rest is what this log has of damaged lines,
/// escapes, letters that are not ASCII, routes and clients.
const fn of(lines: usize, short: [u64; 5], long: [u64; 5]) -> Exact {
    let [allocations, reallocations, requested_bytes, net_bytes, peak_bytes] = match lines {
        100 => short,
        1_000 => long,
        _ => panic!("not a size of the axis"),
    };
    let deallocations = allocations;
    Exact { allocations, deallocations, reallocations, requested_bytes, net_bytes, peak_bytes, end_bytes: 0 }
}
