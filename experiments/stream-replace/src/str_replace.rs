//! `str::replace`: the standard library's, over a text in memory, into a `String` of its own.
//!
//! One allocation a call.

use crate::inputs;
use declaration::Prepared;

// ANCHOR: replace
/// The text with `needle` replaced.
#[inline(never)]
pub fn replace(text: &str, needle: &str, replacement: &str) -> String {
    text.replace(needle, replacement) // heap: 1, may
}
// ANCHOR_END: replace

/// Makes a dense input. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    prepared(inputs::dense(size))
}

/// The same with a sparse input.
#[inline(never)]
pub fn prepare_sparse(size: usize) -> Prepared {
    prepared(inputs::sparse(size))
}

fn prepared(input: Vec<u8>) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let text = |bytes: &'static [u8]| std::str::from_utf8(bytes).expect("ASCII");
    let (needle, replacement) = (text(needle), text(replacement));
    let input = String::from_utf8(input).expect("ASCII");
    Box::new(move || inputs::fingerprint(replace(&input, needle, replacement).as_bytes())) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("str::replace, a String a call", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(output);

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("str_replace_large", "str::replace, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("streaming_large");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("str_replace_sparse", "str::replace, a match in 64 KiB", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_answer)
        .exact(output)
        .against("streaming_sparse");

/// `str::replace` asks for as much as the text, where the replacement is not shorter than the needle.
fn output(size: usize) -> declaration::Exact {
    declaration::Exact::once(size as u64)
}
