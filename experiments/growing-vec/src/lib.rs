//! What does a `Vec` ask of the allocator while it grows, and what spares it the growth?

pub mod work;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    with_capacity_exact,
    capacity_eight,
    capacity_eight_read,
    header_boxed,
    header_boxed_empty,
    header_returned,
    four_pushed,
    four_lent,
    pushed_words,
    pushed_bytes,
    pushed_large,
    pushed_zero_sized,
    with_capacity_one_short,
    with_capacity_too_large,
    with_capacity_shrunk,
    reserved,
    reserved_exact,
    reserved_in_chunks,
    reserved_exact_in_chunks,
    collected_range_map,
    collected_exact_size,
    extended_filter_with_capacity,
    collected_filter,
    collected_nothing,
    collected_flat_map_arrays,
    collected_flat_map_ranges,
    collected_rows_of_arrays,
    collected_rows,
    collected_chars,
    collected_split,
    collected_chain,
    extended_twice,
    collected_in_place,
    consumed_filtered,
    consumed_shrunk,
    consumed_skipped,
    consumed_into_halves,
    consumed_into_two_thirds,
    consumed_into_larger,
    consumed_into_bytes,
    consumed_chained,
    consumed_flattened,
    consumed_reversed,
    consumed_boxed_slice,
    consumed_filtered_boxed_slice,
    vec_macro_repeated,
    vec_macro_list,
    small_vec_8,
    array_vec_8,
];

/// Bytes of the elements of most variants.
const WORD: u64 = 8;
/// Bytes of a header: pointer, length and capacity.
const HEADER: u64 = 3 * 8;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does a Vec ask of the allocator while it grows, and what spares it the growth?",
    baseline: "with_capacity_exact",
    axis: Some(Axis { quantity: "length of the Vec", unit: "elements", sizes: &[4, 5, 8, 9, 1_000] }),
    variants: VARIANTS,
};

fn one_block(size: usize) -> Exact {
    Exact::once(size as u64 * WORD)
}

/// A block with room for `first` elements, doubled by reallocation until it holds `size` elements.
fn grown(element: u64, first: usize, size: usize) -> Exact {
    let (mut capacity, mut reallocations) = (first as u64, 0);
    let mut requested = capacity;
    while capacity < size as u64 {
        capacity *= 2;
        reallocations += 1;
        requested += capacity;
    }
    Exact { reallocations, requested_bytes: requested * element, ..Exact::once(capacity * element) }
}

/// The sum of the low bytes of the numbers below `size`.
fn low_bytes(size: usize) -> u64 {
    (0..size).map(|number| u64::from(number as u8)).sum()
}
