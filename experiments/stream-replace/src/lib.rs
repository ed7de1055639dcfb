//! What does it cost to replace a byte string in a stream, and where do the article's programs fail outside its sample?
//!
//! [`Replacer`] is the one to use. The `reader_` variants follow the article and are right on its sample only; what each of them
//! gets wrong stands in its documentation and in `tests/counterexamples.rs`.

pub mod inputs;
pub mod oracle;

pub mod reader_boxed;
pub mod reader_dyn;
pub mod reader_concrete;
pub mod reader_array;

pub mod reader_stack_slice;
pub mod reader_heap_array;
pub mod reader_compare_constant;
pub mod reader_shift_constant;

pub mod in_memory;

pub mod replacer;
mod search;
pub mod streaming;
pub mod streaming_dyn;

pub mod str_replace;
pub mod memmem;
pub mod aho_corasick;
pub mod copy;
pub mod copy_through_chunk;

pub use replacer::{EmptyNeedle, Replacer};

use inputs::{dense_answer, dense_copy_answer, longer_answer, sparse_answer, sparse_copy_answer};
use instruments::{Axis, Exact, Experiment, Variant};

/// The sample.
const SAMPLE: usize = inputs::SAMPLE.len();
const KIB_64: usize = 64 << 10;
const MIB: usize = 1 << 20;
const MIB_16: usize = 16 << 20;

/// Why the largest dense inputs are not counted.
const LARGE: &str =
    "counted at smaller sizes; in a debug build, a malloc that is watched would take minutes over this one";

/// The window of the `reader_` variants: as long as the needle.
const WINDOW: u64 = inputs::NEEDLE.len() as u64;
/// The reader in its box: a slice, which is an address and a length.
const READER: u64 = size_of::<&[u8]>() as u64;
/// What aho-corasick reads into (`DEFAULT_BUFFER_CAPACITY` in its `src/util/buffer.rs`).
const AHO_CORASICK_BUFFER: u64 = 64 << 10;

/// `str::replace` asks for as much as the text, where the replacement is not shorter than the needle.
fn output(size: usize) -> Exact {
    Exact::once(size as u64)
}

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to replace a byte string in a stream, and where do the article's programs fail outside its sample?",
    baseline: "streaming",
    axis: Some(Axis { quantity: "size of the input", unit: "B", sizes: &[SAMPLE, KIB_64, MIB_16] }),
    variants: &[
        Variant::prepared("reader_boxed", "a window over a Box<dyn Read>", reader_boxed::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::together(2, READER + WINDOW))
            .against("reader_boxed"),
        Variant::prepared("reader_dyn", "a window over a &mut dyn Read", reader_dyn::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::once(WINDOW))
            .against("reader_boxed"),
        Variant::prepared("reader_concrete", "a window over a reader of known type", reader_concrete::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::once(WINDOW))
            .against("reader_boxed"),
        Variant::prepared("reader_array", "a window of constant length on the stack", reader_array::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::NONE)
            .against("reader_boxed"),
        Variant::prepared("reader_stack_slice", "on the stack, length known at run time", reader_stack_slice::prepare)
            .at(&[SAMPLE])
            .answers(dense_answer)
            .exact(|_| Exact::NONE)
            .against("reader_concrete"),
        Variant::prepared("reader_heap_array", "on the heap, length constant", reader_heap_array::prepare)
            .at(&[SAMPLE])
            .answers(dense_answer)
            .exact(|_| Exact::once(WINDOW))
            .against("reader_concrete"),
        Variant::prepared(
            "reader_compare_constant",
            "on the stack, the comparison's length constant",
            reader_compare_constant::prepare,
        )
        .at(&[SAMPLE])
        .answers(dense_answer)
        .exact(|_| Exact::NONE)
        .against("reader_concrete"),
        Variant::prepared(
            "reader_shift_constant",
            "on the stack, the shift's length constant",
            reader_shift_constant::prepare,
        )
        .at(&[SAMPLE])
        .answers(dense_answer)
        .exact(|_| Exact::NONE)
        .against("reader_concrete"),
        Variant::prepared("streaming", "Replacer: any needle, any reader", streaming::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::NONE)
            .against("copy"),
        Variant::prepared("streaming_dyn", "Replacer through dyn Read and dyn Write", streaming_dyn::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::NONE),
        Variant::prepared("in_memory", "a matching index over a slice", in_memory::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::NONE),
        Variant::prepared("str_replace", "str::replace, a String a call", str_replace::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(output),
        Variant::prepared("memmem", "memchr::memmem into a reused Vec", memmem::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::NONE),
        Variant::prepared("aho_corasick", "aho_corasick's stream replacement", aho_corasick::prepare)
            .at(&[SAMPLE, KIB_64])
            .answers(dense_answer)
            .exact(|_| Exact::once(AHO_CORASICK_BUFFER)),
        Variant::prepared("copy", "the input copied, nothing replaced", copy::prepare)
            .answers(dense_copy_answer)
            .exact(|_| Exact::NONE)
            .against("copy"),
        Variant::prepared("streaming_longer", "Replacer, a longer replacement", streaming::prepare_longer)
            .at(&[SAMPLE, KIB_64])
            .answers(longer_answer)
            .exact(|_| Exact::NONE)
            .against("copy"),
        Variant::prepared("memmem_longer", "memmem, a longer replacement", memmem::prepare_longer)
            .at(&[SAMPLE, KIB_64])
            .answers(longer_answer)
            .exact(|_| Exact::NONE)
            .against("streaming_longer"),
        Variant::prepared("streaming_large", "Replacer, 16 MiB", streaming::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("copy"),
        Variant::prepared("memmem_large", "memmem, 16 MiB", memmem::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("streaming_large"),
        Variant::prepared("reader_array_large", "a window of constant length, 16 MiB", reader_array::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("streaming_large"),
        Variant::prepared("in_memory_large", "a matching index, 16 MiB", in_memory::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("streaming_large"),
        Variant::prepared("str_replace_large", "str::replace, 16 MiB", str_replace::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("streaming_large"),
        Variant::prepared("aho_corasick_large", "aho_corasick, 16 MiB", aho_corasick::prepare)
            .at(&[MIB_16])
            .answers(dense_answer)
            .uncounted(LARGE)
            .against("streaming_large"),
        Variant::prepared("streaming_sparse", "Replacer, a match in 64 KiB", streaming::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_answer)
            .exact(|_| Exact::NONE)
            .against("copy_sparse"),
        Variant::prepared("str_replace_sparse", "str::replace, a match in 64 KiB", str_replace::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_answer)
            .exact(output)
            .against("streaming_sparse"),
        Variant::prepared("memmem_sparse", "memmem, a match in 64 KiB", memmem::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_answer)
            .exact(|_| Exact::NONE)
            .against("streaming_sparse"),
        Variant::prepared("in_memory_sparse", "a matching index, a match in 64 KiB", in_memory::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_answer)
            .exact(|_| Exact::NONE)
            .against("streaming_sparse"),
        Variant::prepared("aho_corasick_sparse", "aho_corasick, a match in 64 KiB", aho_corasick::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_answer)
            .exact(|_| Exact::once(AHO_CORASICK_BUFFER))
            .against("streaming_sparse"),
        Variant::prepared("copy_sparse", "the sparse input copied", copy::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_copy_answer)
            .exact(|_| Exact::NONE)
            .against("copy_sparse"),
        Variant::prepared("copy_through_chunk", "the sparse input copied twice", copy_through_chunk::prepare_sparse)
            .at(&[MIB, MIB_16])
            .answers(sparse_copy_answer)
            .exact(|_| Exact::NONE)
            .against("copy_sparse"),
    ],
};
