//! The article's first step: a window over a reader behind `Box<dyn Read>`, in a buffer of the needle's length.
//!
//! Two allocations a call: the boxed reader, and the window, whose length is known at run time only.
//!
//! It is right on the sample and wrong elsewhere.
//! `read_exact` does not say how much it read before the end, so what stands there is lost; Go's `io.ReadFull` says it.
//! The sample ends with a match and leaves nothing there.
//! An error of the reader is taken for the end of the input, as in the article.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: replace
/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace(mut reader: Box<dyn Read + '_>, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let end = needle.len() - 1;
    let mut window = vec![0; needle.len()]; // heap: 1
    if reader.read_exact(&mut window[..end]).is_err() {
        // heap: unknown
        return;
    }
    loop {
        if reader.read_exact(&mut window[end..]).is_err() {
            // heap: unknown
            output.extend_from_slice(&window[..end]); // heap: may
            return;
        }
        if window == needle {
            output.extend_from_slice(replacement); // heap: may
            if reader.read_exact(&mut window[..end]).is_err() {
                // heap: unknown
                return;
            }
            continue;
        }
        output.push(window[0]); // heap: may
        window.copy_within(1.., 0);
    }
}
// ANCHOR_END: replace

/// Makes the input and the output. Each call replaces in the whole input, through a box of its own.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let input = inputs::dense(size);
    let mut output = Vec::with_capacity(size); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        replace(Box::new(input.as_slice()), needle, replacement, &mut output); // heap: 1
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a window over a Box<dyn Read>", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::together(2, READER + crate::WINDOW))
        .against("reader_boxed");

/// The reader in its box: a slice, which is an address and a length.
const READER: u64 = size_of::<&[u8]>() as u64;
