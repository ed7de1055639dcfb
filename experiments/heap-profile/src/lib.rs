//! How is a heap profile read, and what does it say to change?
//!
//! A program summarises an access log ([`log`]). [`as_written`] is the program as one writes it at first; each variant after it changes
//! what the profile of the one before puts on top, and everything else is the same, so two neighbours differ in one function or two.
//! The last three are small programs about the profile itself: which function it blames.

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
                of(lines, [6_825, 1_029, 450_419, 430_006, 29_487], [54_059, 8_114, 3_295_809, 3_184_063, 63_064])
            }),
        Variant::prepared(
            "typed_decoding",
            "a line is decoded into the fields that are wanted",
            typed_decoding::prepare,
        )
        .answers(log::answer)
        .exact(|lines| {
            of(lines, [3_384, 1_029, 250_444, 230_031, 29_487], [26_385, 8_114, 1_691_095, 1_579_349, 63_064])
        }),
        Variant::prepared("borrowed_text", "and its text is borrowed from its bytes", borrowed_text::prepare)
            .answers(log::answer)
            .exact(|lines| {
                of(lines, [3_138, 1_029, 194_308, 173_895, 29_487], [24_416, 8_114, 1_239_981, 1_128_235, 63_064])
            }),
        Variant::prepared(
            "reused_line_buffer",
            "and every line is read into the same buffer",
            reused_line_buffer::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [2_889, 1_030, 137_530, 116_910, 29_487], [22_417, 8_115, 780_662, 668_682, 63_064])),
        Variant::prepared("no_temporary_vec", "and what is split is collected nowhere", no_temporary_vec::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [2_153, 968, 100_154, 80_792, 29_487], [16_516, 7_639, 484_527, 381_127, 63_064])),
        Variant::prepared("in_place", "and the path is changed in its own buffer", in_place::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [1_733, 968, 91_102, 71_740, 29_487], [13_220, 7_639, 416_165, 312_765, 63_064])),
        Variant::prepared("capacity_hint", "and that buffer has room from the start", capacity_hint::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [1_733, 513, 83_621, 70_067, 29_487], [13_220, 4_148, 360_533, 300_845, 63_064])),
        Variant::prepared(
            "borrowed_keys",
            "and a known client is looked up by a borrowed name",
            borrowed_keys::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [1_371, 513, 79_550, 65_996, 29_487], [9_686, 4_148, 320_879, 261_191, 63_064])),
        Variant::prepared(
            "reused_buffers",
            "and path and key are written into buffers that are kept",
            reused_buffers::prepare,
        )
        .answers(log::answer)
        .exact(|lines| of(lines, [403, 49, 60_146, 50_328, 29_419], [1_463, 401, 157_662, 128_430, 62_894])),
        Variant::prepared("lent_names", "and the list of the slowest borrows their names", lent_names::prepare)
            .answers(log::answer)
            .exact(|lines| of(lines, [273, 43, 45_475, 43_721, 25_173], [1_059, 394, 129_920, 116_944, 51_408])),
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
/// They are measured. What an ordinary line adds to them is explained in `tests/lines.rs`; the rest is what this log has of damaged lines,
/// escapes, letters that are not ASCII, routes and clients.
const fn of(lines: usize, short: [u64; 5], long: [u64; 5]) -> Exact {
    let [allocations, reallocations, requested_bytes, net_bytes, peak_bytes] = match lines {
        250 => short,
        2_000 => long,
        _ => panic!("not a size of the axis"),
    };
    let deallocations = allocations;
    Exact { allocations, deallocations, reallocations, requested_bytes, net_bytes, peak_bytes, end_bytes: 0 }
}
