//! The yardstick of a stream: the input is copied into a chunk, and from there to a reused `Vec`, and nothing is looked for.
//!
//! Whoever reads through [`Read`] copies twice: the reader fills a buffer, and the buffer is written.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: copy
/// Appends what the reader gives to `output`, a chunk at a time. An error is taken for the end; a slice has none.
#[inline(never)]
pub fn copy<R: Read>(reader: &mut R, chunk: &mut [u8], output: &mut Vec<u8>) {
    while let Ok(length @ 1..) = reader.read(chunk) {
        output.extend_from_slice(&chunk[..length]); // heap: may
    }
}
// ANCHOR_END: copy

/// Makes a sparse input, the chunk, as long as that of `Replacer`, and the output. Each call copies the whole input.
#[inline(never)]
pub fn prepare_sparse(size: usize) -> Prepared {
    let input = inputs::sparse(size);
    let mut chunk = vec![0; 16 << 10]; // heap: 1
    let mut output = Vec::with_capacity(size); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        copy(&mut input.as_slice(), &mut chunk, &mut output);
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the sparse input copied twice", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_copy_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy_sparse");
