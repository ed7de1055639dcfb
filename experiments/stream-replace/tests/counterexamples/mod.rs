//! The smallest inputs that the article's programs get wrong. Shared by the chapter's findings and its ordinary tests.
//!
//! Needles and inputs of two letters are tried in the order of their lengths, with readers that give everything, a byte at a time,
//! or are interrupted once; the first one whose output differs from the oracle's is the smallest.

use anyhow::Result;
use std::io::{self, ErrorKind, Read};
use stream_replace::{oracle, reader_array, reader_boxed, reader_concrete, reader_dyn};

/// How a reader hands over its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// As many as it is asked for, or all that are left.
    Whole,
    /// One at a time.
    OneByOne,
    /// As many as it is asked for, but its first call is interrupted, which asks for another one.
    InterruptedOnce,
}

/// A reader of a slice.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    input: &'a [u8],
    reads: Reads,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a [u8], reads: Reads) -> Self {
        Self { input, reads }
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reads {
            Reads::Whole => self.input.read(buffer),
            Reads::OneByOne => {
                let length = buffer.len().min(1);
                self.input.read(&mut buffer[..length])
            }
            Reads::InterruptedOnce => {
                self.reads = Reads::Whole;
                Err(ErrorKind::Interrupted.into())
            }
        }
    }
}

/// A program that follows the article: what it writes for a reader, a needle and a replacement.
pub(crate) type Program = fn(Reader<'_>, &[u8], &[u8], &mut Vec<u8>);

/// The article's steps.
pub(crate) const PROGRAMS: [(&str, Program); 4] = [
    ("reader_boxed", |reader, needle, by, output| reader_boxed::replace(Box::new(reader), needle, by, output)),
    ("reader_dyn", |mut reader, needle, by, output| reader_dyn::replace(&mut reader, needle, by, output)),
    ("reader_concrete", |mut reader, needle, by, output| reader_concrete::replace(&mut reader, needle, by, output)),
    ("reader_array", |mut reader, needle, by, output| reader_array::replace(&mut reader, needle, by, output)),
];

/// What stands in place of a match: a letter that no input has.
pub(crate) const REPLACEMENT: &[u8] = b"X";

/// An input that a program gets wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counterexample {
    pub(crate) needle: String,
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) right: String,
}

/// The smallest input of up to six letters that the program gets wrong, with a needle of `lengths` letters.
pub(crate) fn smallest(
    program: Program,
    reads: Reads,
    lengths: std::ops::RangeInclusive<u32>,
) -> Result<Option<Counterexample>> {
    let words = |length: u32| {
        (0..1_u32 << length)
            .map(move |bits| (0..length).rev().map(|at| b'a' + (bits >> at & 1) as u8).collect::<Vec<_>>())
    };
    for needle in lengths.flat_map(words) {
        for input in (0..=6).flat_map(words) {
            let mut output = Vec::new();
            program(Reader::new(&input, reads), &needle, REPLACEMENT, &mut output);
            let right = oracle::replaced(&input, &needle, REPLACEMENT)?;
            if output != right {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                return Ok(Some(Counterexample {
                    needle: text(&needle),
                    input: text(&input),
                    output: text(&output),
                    right: text(&right),
                }));
            }
        }
    }
    Ok(None)
}
