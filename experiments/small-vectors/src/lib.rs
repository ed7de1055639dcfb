//! When does a vector inside the value save the block, and what does a shared pointer keep alive?

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    vec,
    vec_with_capacity,
    small_vec,
    tiny_vec,
    array_vec,
    heapless_vec,
    many_vecs,
    many_boxed,
    many_small_vecs,
    many_array_vecs,
    many_flat,
    empty_vecs,
    empty_small_vecs,
    summed_vecs,
    summed_small_vecs,
    summed_array_vecs,
    reversed_vecs,
    reversed_small_vecs,
    reversed_small_vecs_32,
    small_into_vec,
    small_from_vec,
    weak_dropped,
    weak_kept,
    weak_kept_boxed,
    cycle_strong,
    cycle_weak,
    made_mut_alone,
    made_mut_shared,
    made_mut_with_weak,
    rc_cloned,
    weak_upgraded,
];

/// How many lists there are in each case about many.
const LISTS: u64 = work::LISTS as u64;
/// Bytes of two numbers.
const PAIR: u64 = 16;
/// Bytes of a `Vec`: address, length and capacity.
const VEC: u64 = 24;
/// Bytes of a boxed slice: address and length.
const BOX: u64 = 16;
/// Bytes of a list with room for four numbers in the value.
const SMALL: u64 = size_of::<smallvec::SmallVec<[u64; 4]>>() as u64;
const ARRAY: u64 = size_of::<arrayvec::ArrayVec<u64, 4>>() as u64;
/// Bytes of a block with the two counters of an `Rc` and a thousand bytes.
const SHARED: u64 = 16 + 1_000;
/// Bytes of one with the counters and a boxed slice.
const SHARED_BOX: u64 = 16 + BOX;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "When does a vector inside the value save the block, and what does a shared pointer keep alive?",
    baseline: "vec",
    axis: Some(Axis { quantity: "numbers in the list", unit: "numbers", sizes: work::LENGTHS }),
    variants: VARIANTS,
};

/// What a list asks for that gets so many numbers, one by one, and whose first block has room for `first`: the room doubles.
const fn grown(length: usize, first: usize) -> Exact {
    let (mut room, mut requested, mut reallocations) = (first as u64, 8 * first as u64, 0);
    while room < length as u64 {
        room *= 2;
        requested += 8 * room;
        reallocations += 1;
    }
    Exact { reallocations, requested_bytes: requested, ..Exact::once(8 * room) }
}

/// The same for one that has room for four numbers in the value: at the fifth it makes a block with room for eight.
const fn spilled(length: usize) -> Exact {
    if length <= 4 { Exact::NONE } else { grown(length, 8) }
}

/// What a parent and a child ask for: a block for each, and one for the parent's list of children, with room for four.
fn family() -> Exact {
    let node = size_of::<cycle_weak::Node>() as u64;
    Exact::together(3, 2 * (16 + node) + 4 * 8)
}
