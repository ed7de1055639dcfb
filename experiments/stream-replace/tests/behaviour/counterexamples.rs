//! Where are the programs that follow the article wrong? The smallest inputs, found by trying all, and what is right there.

#[path = "../counterexamples/mod.rs"]
mod search;

use search::{Counterexample, PROGRAMS, Program, Reads, smallest};
use std::io::{self, ErrorKind, Read};
use stream_replace::{Replacer, inputs, reader_boxed, reader_concrete};

fn program(name: &str) -> Program {
    PROGRAMS.iter().find(|(other, _)| *other == name).expect("one of the programs").1
}

fn check(name: &str, reads: Reads, expected: Option<[&str; 4]>) {
    let expected = expected.map(|parts| {
        let [needle, input, output, right] = parts.map(str::to_owned);
        Counterexample { needle, input, output, right }
    });
    assert_eq!(smallest(program(name), reads, 1..=4).ok(), Some(expected), "{name}, {reads:?}");
}

#[test]
fn read_exact_loses_what_stands_before_the_end_in_a_window_that_is_not_full() {
    for name in ["reader_boxed", "reader_dyn"] {
        for reads in [Reads::Whole, Reads::OneByOne, Reads::InterruptedOnce] {
            // Needle, input, what it writes, what is right.
            check(name, reads, Some(["aaa", "a", "", "a"]));
        }
    }
}

#[test]
fn a_short_read_is_taken_for_the_end() {
    check("reader_concrete", Reads::Whole, None);
    check("reader_concrete", Reads::OneByOne, Some(["aaa", "aa", "a", "aa"]));
    check("reader_concrete", Reads::InterruptedOnce, Some(["aa", "a", "", "a"]));
}

#[test]
fn a_window_of_constant_length_finds_no_needle_of_another_length() {
    check("reader_array", Reads::Whole, Some(["a", "a", "a", "X"]));
}

// ANCHOR: losses
#[test]
fn the_same_loss_with_the_article_s_needle() {
    let mut output = Vec::new();
    reader_boxed::replace(Box::new(b"elvis has left".as_slice()), b"elvis", b"Elvis", &mut output);
    assert_eq!(output, b"Elvis has left");
    output.clear();
    reader_boxed::replace(Box::new(b"long live elvis the".as_slice()), b"elvis", b"Elvis", &mut output);
    assert_eq!(output, b"long live Elvis the");
    output.clear();
    reader_boxed::replace(Box::new(b"long live elvis!".as_slice()), b"elvis", b"Elvis", &mut output);
    assert_eq!(output, b"long live Elvis", "the last byte is lost");
}

#[test]
fn an_error_is_taken_for_the_end_and_nobody_is_told() {
    /// Fails after its input.
    struct Failing<'a>(&'a [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(ErrorKind::ConnectionReset.into()) } else { self.0.read(buffer) }
        }
    }
    let input = b"elvis is al";
    let mut output = Vec::new();
    // Returns as it would at the end; there is no result to look at.
    reader_concrete::replace(&mut Failing(input), b"elvis", b"Elvis", &mut output);
    assert_eq!(output, b"Elvis is al");

    output.clear();
    let result = Replacer::new(b"elvis", b"Elvis").unwrap().replace(&mut Failing(input), &mut output);
    assert_eq!(result.unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(output, b"Elvis is al");
}
// ANCHOR_END: losses

#[test]
fn the_replacer_is_right_on_every_one_of_them() {
    let replacer: Program = |mut reader, needle, by, output| {
        let result = Replacer::new(needle, by).map(|mut replacer| replacer.replace(&mut reader, output));
        assert!(matches!(result, Ok(Ok(_))), "{result:?}");
    };
    for reads in [Reads::Whole, Reads::OneByOne, Reads::InterruptedOnce] {
        assert_eq!(smallest(replacer, reads, 1..=4).ok(), Some(None), "{reads:?}");
    }
}

#[test]
fn the_sample_shows_none_of_this() {
    for (name, program) in PROGRAMS {
        let mut output = Vec::new();
        let reader = search::Reader::new(inputs::SAMPLE, Reads::Whole);
        program(reader, inputs::NEEDLE, inputs::REPLACEMENT, &mut output);
        assert_eq!(output, inputs::REPLACED, "{name}");
    }
}
