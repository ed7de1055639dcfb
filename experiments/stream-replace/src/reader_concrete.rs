//! The article's second step: the reader's own `read`, on a type that the compiler knows.
//!
//! One allocation a call: the window.
//! Go had to call the method of its concrete type to be rid of the reader's allocation; here the reader never had one, and what a
//! known type changes is that `read` can be inlined.
//!
//! It is right for a slice, which gives as much as it has, and wrong for other readers: `read` may give less than it is asked for,
//! and this program takes that for the end.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: replace
/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace<R: Read>(reader: &mut R, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let end = needle.len() - 1;
    let mut window = vec![0; needle.len()]; // heap: 1
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
    declaration::variant!("a window over a reader of known type", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::once(crate::WINDOW))
        .against("reader_boxed");
