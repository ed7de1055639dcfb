//! The first step without the box: the reader is lent as `&mut dyn Read`.
//!
//! One allocation a call: the window, whose length is known at run time only. A lent reader needs no place on the heap.
//!
//! It loses what `reader_boxed` loses, for the same reason.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: replace
/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace(reader: &mut dyn Read, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
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
    declaration::variant!("a window over a &mut dyn Read", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::once(crate::WINDOW))
        .against("reader_boxed");
