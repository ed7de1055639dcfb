//! How is a heap profile read, and what does it say to change?
//!
//! A program summarises an access log ([`log`]). [`as_written`] is the program as one writes it at first; each variant after it changes
//! what the profile of the one before puts on top, and everything else is the same, so two neighbours differ in one function or two.
//! The last four are small programs about the profile itself: which function it blames.

pub mod log;
pub mod percent;
pub mod summary;

pub mod as_written;
pub mod typed_decoding;
pub mod borrowed_text;
pub mod reused_line_buffer;
pub mod no_temporary_vec;
pub mod in_place;
pub mod capacity_hint;
pub mod borrowed_keys;
pub mod reused_buffers;
pub mod lent_names;

pub mod helper_inlined;
pub mod helper_tail_called;
pub mod helper_merged;
pub mod grown_elsewhere;

use instruments::{Axis, Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "How is a heap profile read, and what does it say to change?",
    baseline: "as_written",
    axis: Some(Axis { quantity: "length of the log", unit: "lines", sizes: log::SIZES }),
    variants: &[
        Variant::prepared("as_written", "every step hands on a value of its own", as_written::prepare)
            .answers(log::answer)
            .exact(|lines| {
                of(lines, [2_719, 400, 173_880, 167_618, 9_661], [26_959, 4_086, 1_650_100, 1_598_288, 27_635])
            }),
        Variant::prepared(
            "typed_decoding",
            "a line is decoded into the fields that are wanted",
            typed_decoding::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [1_345, 400, 93_798, 87_536, 9_661], [13_103, 4_086, 843_881, 792_069, 27_635])),
        Variant::prepared("borrowed_text", "and its text is borrowed from its bytes", borrowed_text::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [1_246, 400, 71_096, 64_834, 9_661], [12_118, 4_086, 615_589, 563_777, 27_635])),
        Variant::prepared(
            "reused_line_buffer",
            "and every line is read into the same buffer",
            reused_line_buffer::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [1_147, 401, 48_646, 42_183, 9_661], [11_119, 4_087, 383_491, 331_464, 27_822])),
        Variant::prepared("no_temporary_vec", "and what is split is collected nowhere", no_temporary_vec::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [855, 387, 34_490, 28_197, 9_661], [8_171, 3_862, 236_777, 188_442, 27_822])),
        Variant::prepared("in_place", "and the path is changed in its own buffer", in_place::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [689, 387, 31_088, 24_795, 9_661], [6_523, 3_862, 201_904, 153_569, 27_822])),
        Variant::prepared("capacity_hint", "and that buffer has room from the start", capacity_hint::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [689, 210, 28_305, 24_164, 9_661], [6_523, 2_086, 173_394, 147_483, 27_822])),
        Variant::prepared(
            "borrowed_keys",
            "and a known client is looked up by a borrowed name",
            borrowed_keys::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [539, 210, 26_696, 22_555, 9_661], [4_661, 2_086, 152_998, 127_087, 27_813])),
        Variant::prepared(
            "reused_buffers",
            "and path and key are written into buffers that are kept",
            reused_buffers::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [169, 23, 19_411, 16_758, 9_623], [610, 212, 71_872, 61_161, 27_787])),
        Variant::prepared("lent_names", "and the list of the slowest borrows their names", lent_names::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [123, 19, 16_038, 15_305, 8_724], [504, 207, 65_144, 58_401, 27_787])),
        Variant::fixed("helper_inlined", "a small function that is inlined", helper_inlined::run)
            .answers(|_| KEY)
            .exact(|_| Exact::once(KEY))
            .against("helper_inlined")
            .untimed(),
        Variant::fixed("helper_tail_called", "the same function, which jumps to another", helper_tail_called::run)
            .answers(|_| KEY)
            .exact(|_| Exact::once(KEY))
            .against("helper_inlined")
            .untimed(),
        Variant::fixed("helper_merged", "two functions with the same code", helper_merged::run)
            .answers(|_| 2 * (6 + 5))
            .exact(|_| TWICE_TWO_TEXTS)
            .against("helper_merged")
            .untimed(),
        Variant::fixed("grown_elsewhere", "one function makes a list, another makes it grow", grown_elsewhere::run)
            .answers(|_| 999 * 1_000 / 2)
            .exact(|_| DOUBLED)
            .against("grown_elsewhere")
            .untimed(),
    ],
};

/// The length of `GET /shop/items`.
const KEY: u64 = 15;

/// A list of numbers of 8 bytes with room for 4, then for 8, 16 and so on up to 1024.
const DOUBLED: Exact = Exact { reallocations: 8, requested_bytes: 8 * (2 * 1_024 - 4), ..Exact::once(8 * 1_024) };

/// Four texts, two of which are live at one time.
const TWICE_TWO_TEXTS: Exact = Exact { peak_bytes: 6 + 5, ..Exact::together(4, 2 * (6 + 5)) };

/// The figures of the two logs: allocations, reallocations, requested, net and peak bytes. Every block is freed.
///
/// They are measured, and the same in debug and release. What an ordinary line adds to them is explained in `tests/findings.rs`; the rest is what this log has of damaged lines,
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
