//! In how many pieces does a text arrive where it is written?

use std::fmt::{Arguments, Result, Write};

/// A writer that keeps what it is given, piece by piece.
#[derive(Default)]
struct Pieces(Vec<String>);

impl Write for Pieces {
    fn write_str(&mut self, piece: &str) -> Result {
        self.0.push(piece.to_owned());
        Ok(())
    }
}

fn pieces(text: Arguments<'_>) -> Vec<String> {
    let mut pieces = Pieces::default();
    pieces.write_fmt(text).expect("it takes everything");
    pieces.0
}

#[test]
fn a_float_comes_in_up_to_four_pieces() {
    for (float, expected) in [
        (1.0, ["1"].as_slice()),
        (1.5, &["1", ".", "5"]),
        (-1.5, &["-", "1", ".", "5"]),
        (0.5, &["0.", "5"]),
        (0.001, &["0.", "00", "1"]),
        (100.0, &["1", "00"]),
        (8_333_333.25, &["8333333", ".", "25"]),
        (f64::NAN, &["NaN"]),
        (f64::NEG_INFINITY, &["-", "inf"]),
    ] {
        assert_eq!(pieces(format_args!("{float}")), expected);
    }
    assert_eq!(pieces(format_args!("{:?}", 1.0)), ["1", ".", "0"]);
    assert_eq!(pieces(format_args!("{:.2}", 1.5)), ["1", ".", "50"]);
    assert_eq!(pieces(format_args!("{:.2}", 0.0)), ["0.", "00"]);
    assert_eq!(pieces(format_args!("{:e}", 1.5)), ["1", ".", "5", "e", "0"]);
}

#[test]
fn zeros_that_fill_up_come_64_at_a_time() {
    let lengths: Vec<usize> = pieces(format_args!("{}", 1e300)).iter().map(String::len).collect();
    assert_eq!(lengths, [1, 64, 64, 64, 64, 44]);
}

#[test]
fn the_digits_of_an_integer_are_one_piece_and_padding_is_a_piece_a_character() {
    let number = std::hint::black_box(66_666_666);
    assert_eq!(pieces(format_args!("{number}")), ["66666666"]);
    assert_eq!(pieces(format_args!("{}", -number)), ["-", "66666666"]);
    assert_eq!(pieces(format_args!("a = {number}\n")), ["a = ", "66666666", "\n"]);
    assert_eq!(pieces(format_args!("{number:>10}")), [" ", " ", "66666666"]);
}

#[test]
fn a_string_grows_for_the_pieces_of_a_float_and_not_for_an_integer_of_the_same_length() {
    let reallocations = |text: Arguments<'_>| {
        let (written, figures) = count_allocations::count(|| {
            let mut written = String::new();
            written.write_fmt(text).map(|()| written)
        });
        assert_eq!(written.map(|text| text.len()), Ok(10));
        (figures.allocations, figures.reallocations)
    };
    let (float, integer) = (std::hint::black_box(8_333_333.25), std::hint::black_box(8_333_333_025_u64));
    assert_eq!(reallocations(format_args!("{float}")), (1, 1));
    assert_eq!(reallocations(format_args!("{integer}")), (1, 0));
}

#[test]
fn what_is_empty_gives_its_block_back_without_a_reallocation() {
    let mut text = String::with_capacity(100);
    let mut numbers: Vec<u64> = Vec::with_capacity(100);
    let ((), figures) = count_allocations::count(|| {
        text.shrink_to_fit();
        numbers.shrink_to_fit();
    });
    assert_eq!((figures.allocations, figures.reallocations, figures.deallocations), (0, 0, 2));
    let ((), figures) = count_allocations::count(|| {
        text.shrink_to_fit();
        numbers.shrink_to_fit();
    });
    assert_eq!((figures.allocations, figures.reallocations, figures.deallocations), (0, 0, 0));
}
