//! [`reader_stack_slice`](crate::reader_stack_slice) with a constant in one place: the comparison is of five bytes.

use crate::inputs;
use declaration::Prepared;
use std::io::Read;

// ANCHOR: replace
/// The longest needle.
const ROOM: usize = 32;

/// Writes what the reader gives to `output`, with `needle` replaced.
#[inline(never)]
pub fn replace<R: Read>(reader: &mut R, needle: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
    let end = needle.len() - 1;
    let mut room = [0; ROOM];
    let window = &mut room[..needle.len()];
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
        if window.first_chunk::<5>() == needle.first_chunk() {
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
    declaration::variant!("on the stack, the comparison's length constant", prepared(prepare))
        .at(&[crate::SAMPLE])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("reader_concrete");
