//! The article's third step: a window whose length is a constant.
//!
//! No allocation.
//! The length is written into the program, so it is right for needles of five bytes only: no other needle is ever equal to the window.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: replace
/// The length of `elvis`.
const LENGTH: usize = 5;

/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace<R: Read>(reader: &mut R, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let mut window = [0; LENGTH];
    let end = LENGTH - 1;
    let length = reader.read(&mut window[..end]).unwrap_or(0);
    if length < end {
        output.extend_from_slice(&window[..length]); // heap: may
        return;
    }
    loop {
        if !matches!(reader.read(&mut window[end..]), Ok(1)) {
            output.extend_from_slice(&window[..end]); // heap: may
            return;
        }
        if window == needle {
            output.extend_from_slice(replacement); // heap: may
            let length = reader.read(&mut window[..end]).unwrap_or(0);
            if length < end {
                output.extend_from_slice(&window[..length]); // heap: may
                return;
            }
            continue;
        }
        output.push(window[0]); // heap: may
        window.copy_within(1.., 0);
    }
}
// ANCHOR_END: replace

/// Makes the input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let input = inputs::dense(size);
    let mut output = Vec::with_capacity(size); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        replace(&mut input.as_slice(), needle, replacement, &mut output);
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a window of constant length on the stack", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("reader_boxed");

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("reader_array_large", "a window of constant length, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("streaming_large");
