//! Where does a buffer go whose size is known only at run time, and what does each way to have one cost?

pub mod work;
pub mod zeroed_vec;
pub mod with_capacity;
pub mod boxed_slice;
pub mod boxed_slice_shrunk;
pub mod caller_buffer;
pub mod reused_vec;
pub mod thread_local_scratch;
pub mod maximum_array_1k;
pub mod maximum_array_64k;
pub mod small_vec_32;
pub mod small_vec_64;
pub mod const_generic;
pub mod constant_size;
pub mod constant_size_inlined;
pub mod unread;
pub mod unread_nonzero;
pub mod unread_shown;
pub mod push_growing;
pub mod push_with_capacity;
pub mod push_reserved;
pub mod push_reserved_each;

use instruments::{Axis, Exact, Experiment, Variant};
use work::answer;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Where does a buffer go whose size is known only at run time, and what does each way to have one cost?",
    baseline: "zeroed_vec",
    axis: Some(Axis {
        quantity: "size of the buffer",
        unit: "B",
        sizes: &[5, 32, 33, 64, 65, 1_024, 65_536, work::LARGEST],
    }),
    variants: &[
        Variant::sized("zeroed_vec", "vec![0; size]", zeroed_vec::run).answers(answer).exact(one_block),
        Variant::sized("with_capacity", "Vec::with_capacity(size), then filled", with_capacity::run)
            .at(&[5, 64, 1_024, work::LARGEST])
            .answers(answer)
            .exact(one_block),
        Variant::sized("boxed_slice", "vec![0; size].into_boxed_slice()", boxed_slice::run)
            .answers(answer)
            .exact(one_block)
            .untimed(),
        Variant::sized(
            "boxed_slice_shrunk",
            "a Vec with twice the room, then into_boxed_slice()",
            boxed_slice_shrunk::run,
        )
        .at(&[64, 1_024])
        .answers(answer)
        .exact(|size| Exact { reallocations: 1, requested_bytes: 3 * size as u64, ..Exact::once(2 * size as u64) })
        .untimed(),
        Variant::prepared("caller_buffer", "a slice passed in by the caller", caller_buffer::prepare)
            .at(&[5, 64, 1_024, 65_536, work::LARGEST])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::prepared("reused_vec", "one Vec, cleared and filled again", reused_vec::prepare)
            .at(&[5, 1_024, work::LARGEST])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::sized("thread_local_scratch", "a Vec kept by the thread", thread_local_scratch::run)
            .at(&[5, 1_024, work::LARGEST])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::sized("maximum_array_1k", "the front of a zeroed [u8; 1024]", maximum_array_1k::run)
            .at(&[5, 64, 1_024])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::sized("maximum_array_64k", "the front of a zeroed [u8; 65536]", maximum_array_64k::run)
            .at(&[5, 65_536])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::sized("small_vec_32", "SmallVec<[u8; 32]>", small_vec_32::run)
            .at(&[5, 32, 33, 64, 65])
            .answers(answer)
            .exact(|size| above(32, size))
            .untimed(),
        Variant::sized("small_vec_64", "SmallVec<[u8; 64]>", small_vec_64::run)
            .at(&[5, 64, 65, 1_024])
            .answers(answer)
            .exact(|size| above(64, size)),
        Variant::sized("const_generic", "[0; SIZE], an instance for each size", const_generic::run)
            .at(&[5, 64, 1_024, 65_536])
            .answers(answer)
            .exact(|_| Exact::NONE),
        Variant::fixed("constant_size", "vec![0; 8], given to a function", constant_size::run)
            .answers(|_| answer(8))
            .exact(|_| Exact::once(8))
            .against("constant_size")
            .untimed(),
        Variant::fixed("constant_size_inlined", "vec![0; 8], read in place", constant_size_inlined::run)
            .answers(|_| answer(8))
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .against("constant_size")
            .untimed(),
        Variant::sized("unread", "vec![0; size], filled and never read", unread::run)
            .at(&[5, 1_024])
            .answers(|size| size as u64)
            .exact(one_block)
            .against("unread")
            .untimed(),
        Variant::sized("unread_nonzero", "the same after a guard against size 0", unread_nonzero::run)
            .at(&[5, 1_024])
            .answers(|size| size as u64)
            .debug(one_block)
            .release(|_| Exact::NONE)
            .against("unread")
            .untimed(),
        Variant::sized("unread_shown", "the same, shown to a black box", unread_shown::run)
            .at(&[5, 1_024])
            .answers(|size| size as u64)
            .exact(one_block)
            .against("unread")
            .untimed(),
        Variant::sized("push_with_capacity", "Vec::with_capacity(size), a push a byte", push_with_capacity::run)
            .at(&[5, 64, 65, 65_536])
            .answers(answer)
            .exact(one_block)
            .against("push_with_capacity"),
        Variant::sized("push_growing", "Vec::new(), a push a byte", push_growing::run)
            .at(&[5, 64, 65, 65_536])
            .answers(answer)
            .exact(doubling)
            .against("push_with_capacity"),
        Variant::sized("push_reserved", "reserve(size), a push a byte", push_reserved::run)
            .at(&[5, 64, 65])
            .answers(answer)
            .exact(|size| Exact::once(size.max(8) as u64))
            .against("push_with_capacity")
            .untimed(),
        Variant::sized("push_reserved_each", "reserve_exact(1) before each push", push_reserved_each::run)
            .at(&[5, 64, 65])
            .answers(answer)
            .exact(one_more_each)
            .against("push_with_capacity")
            .untimed(),
    ],
};

fn one_block(size: usize) -> Exact {
    Exact::once(size as u64)
}

/// One block of the size where it is above the inline capacity, else none.
fn above(inline: usize, size: usize) -> Exact {
    if size > inline { one_block(size) } else { Exact::NONE }
}

/// A block of 8 bytes, doubled by reallocation until it holds `size` bytes.
fn doubling(size: usize) -> Exact {
    let capacity = size.next_power_of_two().max(8) as u64;
    Exact {
        reallocations: u64::from((capacity / 8).ilog2()),
        // 8 + 16 + ... + capacity
        requested_bytes: 2 * capacity - 8,
        ..Exact::once(capacity)
    }
}

/// A block of one byte, reallocated to one more for each byte after the first.
fn one_more_each(size: usize) -> Exact {
    let size = size as u64;
    Exact { reallocations: size - 1, requested_bytes: size * (size + 1) / 2, ..Exact::once(size) }
}
