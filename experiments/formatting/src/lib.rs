//! What allocates when text is made, and what only looks as if it did?

pub mod work;

use declaration::{Axis, Exact, Experiment};
use work::{Checksum, NUMBERS};

declaration::variants![
    write_slice,
    write_slice_too_short,
    array_string,
    line_writer,
    line_writer_fresh,
    dyn_writer,
    format_args_passed,
    dyn_display,
    boxed_display,
    local,
    local_addressed,
    pointer,
    padded,
    float,
    float_grown,
    debug_struct,
    itoa_slice,
    string_reused,
    string_grown,
    string_with_capacity,
    string_emptied_shrunk,
    format,
    format_argument_first,
    format_constant,
    format_empty,
    to_string_integer,
    to_string_dyn,
    to_string_str,
    concatenated,
    pushed_pieces,
    pieces_concat,
    pieces_joined,
    list_written,
    list_pushed,
    list_of_strings,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What allocates when text is made, and what only looks as if it did?",
    baseline: "write_slice",
    axis: Some(Axis { quantity: "number that is printed", unit: "decimal notation", sizes: NUMBERS }),
    variants: VARIANTS,
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
