//! `memchr::memmem`: a search that is made once for a needle, over a slice, into a reused `Vec`.
//!
//! No allocation per call. The input has to be in memory.

use crate::inputs;
use declaration::Prepared;
use memchr::memmem::Finder;

// ANCHOR: replace
/// Appends the input to `output`, with the finder's needle replaced.
#[inline(never)]
pub fn replace(finder: &Finder<'_>, input: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let mut copied = 0;
    for at in finder.find_iter(input) {
        // heap: unknown
        output.extend_from_slice(&input[copied..at]); // heap: may
        output.extend_from_slice(replacement); // heap: may
        copied = at + finder.needle().len();
    }
    output.extend_from_slice(&input[copied..]); // heap: may
}
// ANCHOR_END: replace

/// Makes the finder, a dense input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    prepared(inputs::dense(size), inputs::needle_and_replacement())
}

/// The same with a sparse input.
#[inline(never)]
pub fn prepare_sparse(size: usize) -> Prepared {
    prepared(inputs::sparse(size), inputs::needle_and_replacement())
}

/// A dense input with a replacement that is longer than the needle.
#[inline(never)]
pub fn prepare_longer(size: usize) -> Prepared {
    prepared(inputs::dense(size), inputs::needle_and_longer())
}

fn prepared(input: Vec<u8>, (needle, replacement): (&'static [u8], &'static [u8])) -> Prepared {
    let finder = Finder::new(needle); // heap: elided
    let mut output = Vec::with_capacity(input.len() * replacement.len() / needle.len()); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        replace(&finder, &input, replacement, &mut output);
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("memchr::memmem into a reused Vec", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE);

pub(crate) static LONGER: declaration::Variant =
    declaration::variant!("memmem_longer", "memmem, a longer replacement", prepared(prepare_longer))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::longer_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("streaming_longer");

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("memmem_large", "memmem, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("streaming_large");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("memmem_sparse", "memmem, a match in 64 KiB", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("streaming_sparse");
