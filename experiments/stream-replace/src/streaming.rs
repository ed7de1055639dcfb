//! [`Replacer`]: any needle, any reader, any writer; bounded memory, no allocation per call.
//!
//! The reader here is a slice and the writer a reused `Vec`, as in the other variants.

use crate::inputs;
use crate::replacer::Replacer;
use declaration::Prepared;

/// Makes the replacer, a dense input and the output. Each call replaces in the whole input.
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

// ANCHOR: prepared
fn prepared(input: Vec<u8>, (needle, replacement): (&'static [u8], &'static [u8])) -> Prepared {
    let mut replacer = Replacer::new(needle, replacement).expect("the needle has five bytes");
    let mut output = Vec::with_capacity(input.len() * replacement.len() / needle.len()); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        // An error would be a wrong answer.
        replacer.replace(&mut input.as_slice(), &mut output).map_or(0, |_| inputs::fingerprint(&output))
    })
}
// ANCHOR_END: prepared

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Replacer: any needle, any reader", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy");

pub(crate) static LONGER: declaration::Variant =
    declaration::variant!("streaming_longer", "Replacer, a longer replacement", prepared(prepare_longer))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::longer_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy");

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("streaming_large", "Replacer, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("copy");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("streaming_sparse", "Replacer, a match in 64 KiB", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy_sparse");
