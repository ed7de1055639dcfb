//! [`Replacer`] through `&mut dyn Read` and `&mut dyn Write`: compiled once for all readers and writers.
//!
//! Nothing is allocated, and there is one call through each vtable per chunk.

use crate::inputs;
use crate::replacer::Replacer;
use declaration::Prepared;
use std::io::{self, Read, Write};

// ANCHOR: replace
/// [`Replacer::replace`] for readers and writers of any type.
///
/// # Errors
///
/// Those of the reader and of the writer.
#[inline(never)]
pub fn replace(replacer: &mut Replacer, reader: &mut dyn Read, writer: &mut dyn Write) -> io::Result<u64> {
    replacer.replace(reader, writer)
}
// ANCHOR_END: replace

/// Makes the replacer, a dense input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let mut replacer = Replacer::new(needle, replacement).expect("the needle has five bytes");
    let input = inputs::dense(size);
    let mut output = Vec::with_capacity(size); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        replace(&mut replacer, &mut input.as_slice(), &mut output).map_or(0, |_| inputs::fingerprint(&output))
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Replacer through dyn Read and dyn Write", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE);
