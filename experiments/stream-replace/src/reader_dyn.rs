//! The first step without the box: the reader is lent as `&mut dyn Read`.
//!
//! One allocation a call: the window, whose length is known at run time only. A lent reader needs no place on the heap.
//!
//! It loses what `reader_boxed` loses, for the same reason.

use crate::inputs;
use instruments::Prepared;
use std::io::Read;

// ANCHOR: replace
/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace(reader: &mut dyn Read, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let end = needle.len() - 1;
    let mut window = vec![0; needle.len()]; // heap: 1
    if reader.read_exact(&mut window[..end]).is_err() {
        return;
    }
    loop {
        if reader.read_exact(&mut window[end..]).is_err() {
            output.extend_from_slice(&window[..end]);
            return;
        }
        if window == needle {
            output.extend_from_slice(replacement);
            if reader.read_exact(&mut window[..end]).is_err() {
                return;
            }
            continue;
        }
        output.push(window[0]);
        window.copy_within(1.., 0);
    }
}
// ANCHOR_END: replace

/// Makes the input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let input = inputs::dense(size);
    let mut output = Vec::with_capacity(size);
    Box::new(move || {
        output.clear();
        replace(&mut input.as_slice(), needle, replacement, &mut output);
        inputs::fingerprint(&output)
    })
}
