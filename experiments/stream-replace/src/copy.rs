//! The yardstick: the input is copied into a reused `Vec`, and nothing is looked for.

use crate::inputs;
use declaration::Prepared;

// ANCHOR: copy
/// Appends the input to `output`.
#[inline(never)]
pub fn copy(input: &[u8], output: &mut Vec<u8>) {
    output.extend_from_slice(input); // heap: may
}
// ANCHOR_END: copy

/// Makes a dense input and the output. Each call copies the whole input.
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
    let mut output = Vec::with_capacity(input.len()); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        copy(&input, &mut output);
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the input copied, nothing replaced", prepared(prepare))
        .answers(crate::inputs::dense_copy_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("copy_sparse", "the sparse input copied", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_copy_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("copy_sparse");
