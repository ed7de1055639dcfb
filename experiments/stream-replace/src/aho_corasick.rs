//! The crate `aho-corasick`: its `try_stream_replace_all`, for any reader, any writer and many needles at once.
//!
//! The automaton is made once. Each call makes its own buffer.

use crate::inputs;
use ::aho_corasick::AhoCorasick;
use instruments::Prepared;
use std::io::{self, Read, Write};

// ANCHOR: replace
/// Writes what the reader gives to the writer, with the automaton's needle replaced.
///
/// # Errors
///
/// Those of the reader and of the writer.
#[inline(never)]
pub fn replace<R: Read, W: Write>(automaton: &AhoCorasick, reader: R, replacement: &[u8], writer: W) -> io::Result<()> {
    automaton.try_stream_replace_all(reader, writer, &[replacement]) // heap: may, unknown
}
// ANCHOR_END: replace

/// Makes the automaton, a dense input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    prepared(inputs::dense(size))
}

/// The same with a sparse input.
#[inline(never)]
pub fn prepare_sparse(size: usize) -> Prepared {
    prepared(inputs::sparse(size))
}

fn prepared(input: Vec<u8>) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let automaton = AhoCorasick::new([needle]).expect("one needle of five bytes"); // heap: may
    let mut output = Vec::with_capacity(input.len()); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        replace(&automaton, input.as_slice(), replacement, &mut output).map_or(0, |()| inputs::fingerprint(&output))
    })
}
