//! What allocates when text is made, and what only looks as if it did?

pub mod work;
pub mod write_slice;
pub mod write_slice_too_short;
pub mod array_string;
pub mod line_writer;
pub mod line_writer_fresh;
pub mod dyn_writer;
pub mod format_args_passed;
pub mod dyn_display;
pub mod boxed_display;
pub mod local;
pub mod local_addressed;
pub mod pointer;
pub mod padded;
pub mod float;
pub mod debug_struct;
pub mod itoa_slice;
pub mod string_reused;
pub mod string_grown;
pub mod string_with_capacity;
pub mod format;
pub mod format_argument_first;
pub mod format_constant;
pub mod to_string_integer;
pub mod to_string_dyn;
pub mod to_string_str;
pub mod concatenated;
pub mod pushed_pieces;
pub mod pieces_concat;
pub mod pieces_joined;
pub mod list_written;
pub mod list_pushed;
pub mod list_of_strings;

use instruments::{Axis, Exact, Experiment, Variant};
use work::{Checksum, LARGE, NUMBERS, checksum};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What allocates when text is made, and what only looks as if it did?",
    baseline: "write_slice",
    axis: Some(Axis { quantity: "number that is printed", unit: "decimal notation", sizes: NUMBERS }),
    variants: &[
        Variant::sized("write_slice", "writeln! into an array of the frame", write_slice::run)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::sized("write_slice_too_short", "the same, into too short an array", write_slice_too_short::run)
            .at(LARGE)
            .answers(|_| checksum(b"a = 6666"))
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("array_string", "writeln! into an ArrayString", array_string::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::prepared("line_writer", "writeln! into a LineWriter, kept", line_writer::prepare)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::sized("line_writer_fresh", "writeln! into a LineWriter, one a call", line_writer_fresh::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::once(1_024)),
        Variant::sized("dyn_writer", "writeln! through &mut dyn Write", dyn_writer::run)
            .answers(line)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("format_args_passed", "format_args! handed to a function", format_args_passed::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("dyn_display", "the number as &dyn Display", dyn_display::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::sized("boxed_display", "the number as Box<dyn Display>", boxed_display::run)
            .answers(line)
            .exact(|_| Exact::once(8)),
        Variant::fixed("local", "a local number, written", local::run)
            .answers(|_| line(66_666_666))
            .exact(|_| Exact::NONE)
            .against("local")
            .untimed(),
        Variant::fixed("local_addressed", "the same, and its address looked at", local_addressed::run)
            .answers(|_| line(66_666_666))
            .exact(|_| Exact::NONE)
            .against("local_addressed")
            .untimed(),
        Variant::fixed("pointer", "the address of a local number, written", pointer::run)
            .answers(|_| 66_666_666)
            .exact(|_| Exact::NONE)
            .against("pointer")
            .untimed(),
        Variant::sized("padded", "writeln! with {:>10}", padded::run)
            .answers(|number| checksum(if number == 77 { b"a =         77\n" } else { b"a =   66666666\n" }))
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("float", "writeln! of an f64, shortest and to two places", float::run)
            .answers(|number| {
                checksum(if number == 77 { b"a = 9.625, about 9.62\n" } else { b"a = 8333333.25, about 8333333.25\n" })
            })
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("debug_struct", "a struct with {:?} and {:#?}", debug_struct::run)
            .at(LARGE)
            .answers(|_| {
                checksum(
                    b"Reading { sensor: \"a\", value: Some(66666666) }\n\
                    Reading {\n    sensor: \"a\",\n    value: Some(\n        66666666,\n    ),\n}\n",
                )
            })
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::sized("itoa_slice", "itoa, copied into an array of the frame", itoa_slice::run)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::prepared("string_reused", "writeln! into a String, cleared and kept", string_reused::prepare)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::NONE),
        Variant::sized("string_grown", "writeln! into String::new()", string_grown::run)
            .answers(line)
            .exact(|number| doubled(8, number))
            .untimed(),
        Variant::sized("string_with_capacity", "writeln! into String::with_capacity(32)", string_with_capacity::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::once(32)),
        Variant::sized("format", "format!", format::run)
            .answers(line)
            // Twice the fixed text.
            .exact(|number| doubled(2 * 5, number)),
        Variant::sized("format_argument_first", "format! beginning with the number", format_argument_first::run)
            .answers(|number| around("", number, " = a\n"))
            .exact(|number| doubled(8, number))
            .untimed(),
        Variant::fixed("format_constant", "format! without operands", format_constant::run)
            .answers(|_| line(66_666_666))
            .exact(|_| Exact::once(13))
            .against("format_constant")
            .untimed(),
        Variant::sized("to_string_integer", "to_string of an integer", to_string_integer::run)
            .answers(|number| around("", number, ""))
            .exact(|number| Exact::once(length(number)))
            .against("to_string_integer"),
        Variant::sized("to_string_dyn", "to_string through &dyn Display", to_string_dyn::run)
            .answers(|number| around("", number, ""))
            .exact(|_| Exact::once(8))
            .against("to_string_integer"),
        Variant::fixed("to_string_str", "to_string of a str", to_string_str::run)
            .answers(|_| line(66_666_666))
            .exact(|_| Exact::once(13))
            .against("to_string_str")
            .untimed(),
        Variant::sized("concatenated", "the pieces by +", concatenated::run).at(NUMBERS).answers(line).exact(added),
        Variant::sized("pushed_pieces", "the pieces by push_str, digits by itoa", pushed_pieces::run)
            .at(LARGE)
            .answers(line)
            .exact(|_| Exact::once(32)),
        Variant::sized("pieces_concat", "the pieces by concat, digits by itoa", pieces_concat::run)
            .answers(line)
            .exact(|number| Exact::once(4 + length(number) + 1))
            .untimed(),
        Variant::sized("pieces_joined", "the pieces by join, digits by itoa", pieces_joined::run)
            .answers(|number| around("a = ", number, ""))
            .exact(|number| Exact::once(4 + length(number)))
            .untimed(),
        Variant::prepared("list_written", "ten numbers written into a String, kept", list_written::prepare)
            .at(LARGE)
            .answers(list)
            .exact(|_| Exact::NONE)
            .against("list_written"),
        Variant::prepared(
            "list_pushed",
            "ten numbers pushed into a String, kept, digits by itoa",
            list_pushed::prepare,
        )
        .at(LARGE)
        .answers(list)
        .exact(|_| Exact::NONE)
        .against("list_written"),
        Variant::sized("list_of_strings", "ten numbers as Strings, collected and joined", list_of_strings::run)
            .at(LARGE)
            .answers(list)
            // Ten strings of eight digits, a Vec of ten headers, and the line with nine separators.
            .exact(|_| Exact::together(12, 10 * 8 + 10 * 24 + 10 * 8 + 9 * 2))
            .against("list_written"),
    ],
};

/// The decimal digits of a number, made without the formatting that is under test.
fn digits(number: usize, room: &mut [u8; 20]) -> &[u8] {
    let (mut start, mut rest) = (room.len(), number);
    loop {
        start -= 1;
        room[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return &room[start..];
        }
    }
}

/// How many digits a number has.
fn length(number: usize) -> u64 {
    u64::from(number.ilog10()) + 1
}

/// The checksum of a text, a number in digits, and another text.
fn around(before: &str, number: usize, after: &str) -> u64 {
    let mut sum = Checksum::default();
    sum.add(before.as_bytes());
    sum.add(digits(number, &mut [0; 20]));
    sum.add(after.as_bytes());
    sum.take()
}

/// The checksum of the line about a number.
fn line(number: usize) -> u64 {
    around("a = ", number, "\n")
}

/// The checksum of the ten numbers from this one on, separated by commas.
fn list(number: usize) -> u64 {
    let mut sum = Checksum::default();
    for next in number..number + 10 {
        sum.add(if next == number { b"" } else { b", " });
        sum.add(digits(next, &mut [0; 20]));
    }
    sum.take()
}

/// A block with room for `first` bytes, doubled by reallocation where the line, five bytes and the digits, does not fit.
fn doubled(first: u64, number: usize) -> Exact {
    if 5 + length(number) <= first {
        Exact::once(first)
    } else {
        Exact { reallocations: 1, requested_bytes: 3 * first, ..Exact::once(2 * first) }
    }
}

/// A block of the first four bytes and one of the digits, which are live together; the first is reallocated to the larger of
/// twice its size and what is needed, for the digits and, where they filled it, for the newline.
fn added(number: usize) -> Exact {
    let digits = length(number);
    let with_digits = (4 + digits).max(8);
    let is_full = with_digits == 4 + digits;
    let whole = if is_full { 2 * with_digits } else { with_digits };
    Exact {
        reallocations: if is_full { 2 } else { 1 },
        requested_bytes: 4 + digits + with_digits + if is_full { whole } else { 0 },
        ..Exact::together(2, digits + whole)
    }
}
