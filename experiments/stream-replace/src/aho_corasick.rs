//! The crate `aho-corasick`: its `try_stream_replace_all`, for any reader, any writer and many needles at once.
//!
//! The automaton is made once. Each call makes its own buffer.

use crate::inputs;
use ::aho_corasick::AhoCorasick;
use declaration::Prepared;
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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("aho_corasick's stream replacement", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::once(AHO_CORASICK_BUFFER));

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("aho_corasick_large", "aho_corasick, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("streaming_large");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("aho_corasick_sparse", "aho_corasick, a match in 64 KiB", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_answer)
        .exact(|_| declaration::Exact::once(AHO_CORASICK_BUFFER))
        .against("streaming_sparse");

/// What aho-corasick reads into (`DEFAULT_BUFFER_CAPACITY` in its `src/util/buffer.rs`).
const AHO_CORASICK_BUFFER: u64 = 64 << 10;
