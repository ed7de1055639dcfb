//! Between [`reader_concrete`](crate::reader_concrete) and [`reader_array`](crate::reader_array): the length is a constant, the window is on the heap.
//!
//! Differs from `reader_array` in the place alone.
//! `black_box` of the box keeps the optimiser from removing the allocation, which is what the variant is about.

use crate::inputs;
use declaration::Prepared;
use std::hint::black_box;
use std::io::Read;

// ANCHOR: replace
/// The length of `elvis`.
const LENGTH: usize = 5;

/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace<R: Read>(reader: &mut R, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let mut boxed = black_box(Box::new([0; LENGTH])); // heap: 1
    let window: &mut [u8; LENGTH] = &mut boxed;
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
        if window.as_slice() == needle {
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
    declaration::variant!("on the heap, length constant", prepared(prepare))
        .at(&[crate::SAMPLE])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::once(crate::WINDOW))
        .against("reader_concrete");
