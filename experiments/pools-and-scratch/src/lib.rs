//! What does a reused buffer, a pool or an arena save, and what does it keep?

pub mod pool;
pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    buffer_each,
    buffer_cleared,
    buffer_taken,
    buffer_replaced,
    buffer_returned,
    scratch,
    kept_after_burst,
    shrunk_after_burst,
    block_fresh,
    block_pooled,
    block_scratch,
    parts_copied,
    parts_sliced,
    parts_as_ranges,
    slice_kept,
    slice_copied,
    frames_cleared,
    frames_dropped,
    frames_first_kept,
    frames_kept,
    tree_boxed,
    tree_bump,
    tree_bump::RESET,
    tree_typed,
    tree_indexed,
    tree_boxed::SMALL,
    tree_bump::SMALL,
    replaced_boxed,
    replaced_bump,
    values_boxed,
    values_bump,
    values_flat,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does a reused buffer, a pool or an arena save, and what does it keep?",
    baseline: "buffer_each",
    axis: Some(Axis { quantity: "room of the buffer", unit: "B", sizes: &[64, 4_096, 65_536, 1_048_576] }),
    variants: VARIANTS,
};

/// What is read of the short message in the variants about blocks.
const MESSAGE: u64 = 64 << 16 | 7 << 8 | 7;

/// So many buffers, one after the other, that each get a number of eight bytes and grow to the length of a message.
const fn grown_each(buffers: u64) -> Exact {
    let length = work::LENGTH as u64;
    Exact { reallocations: buffers, requested_bytes: buffers * (8 + length), ..Exact::each(buffers, length) }
}

/// A buffer that grows to the length of a message, to a large one, and to these lengths; and then a large block.
fn burst(shrunk: &[u64]) -> Exact {
    let (length, large) = (work::LENGTH as u64, work::LARGE as u64);
    Exact {
        reallocations: 2 + shrunk.len() as u64,
        requested_bytes: 8 + length + large + shrunk.iter().sum::<u64>() + large,
        ..Exact::together(2, 2 * large)
    }
}

/// Bytes of a `Bytes`: address, length, and what says who owns the block.
const BYTES: u64 = size_of::<bytes::Bytes>() as u64;

/// Bytes of what `Bytes` share: address and capacity of the block, and a counter.
const SHARED: u64 = 24;

/// The same of `BytesMut`, which has a `Vec` there, and the room that it had first.
const SHARED_MUT: u64 = 40;

/// A text, a list of its parts, each of so many bytes, and blocks beside them.
const fn parts(entry: u64, blocks: u64, bytes: u64) -> Exact {
    Exact::together(2 + blocks, work::TEXT as u64 + work::PARTS as u64 * entry + blocks * bytes)
}

/// So many buffers into which frames are read, each with what they share.
const fn buffers(buffers: u64) -> Exact {
    Exact::together(2 * buffers, buffers * (work::ROOM as u64 + SHARED_MUT))
}

/// So many chunks of a `Bump`: each takes a power of two with the 16 bytes that it expects malloc to add, and the first 512.
const fn chunks(chunks: u64) -> Exact {
    Exact::together(chunks, (512 << chunks) - 512 - 16 * chunks)
}
