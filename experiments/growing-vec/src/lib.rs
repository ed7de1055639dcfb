//! What does a `Vec` ask of the allocator while it grows, and what spares it the growth?

pub mod work;
pub mod with_capacity_exact;
pub mod capacity_eight;
pub mod capacity_eight_read;
pub mod header_boxed;
pub mod header_boxed_empty;
pub mod header_returned;
pub mod four_pushed;
pub mod four_lent;
pub mod pushed_words;
pub mod pushed_bytes;
pub mod pushed_large;
pub mod with_capacity_one_short;
pub mod with_capacity_too_large;
pub mod with_capacity_shrunk;
pub mod reserved;
pub mod reserved_exact;
pub mod reserved_in_chunks;
pub mod reserved_exact_in_chunks;
pub mod collected_range_map;
pub mod collected_exact_size;
pub mod collected_filter;
pub mod extended_filter_with_capacity;
pub mod collected_flat_map_arrays;
pub mod collected_flat_map_ranges;
pub mod collected_chain;
pub mod extended_twice;
pub mod collected_in_place;
pub mod vec_macro_repeated;
pub mod vec_macro_list;
pub mod small_vec_8;
pub mod array_vec_8;

use instruments::{Axis, Exact, Experiment, Variant};
use work::answer;

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
    variants: &[
        Variant::sized("with_capacity_exact", "Vec::with_capacity(size), a push an element", with_capacity_exact::run)
            .answers(answer)
            .exact(one_block),
        Variant::sized("capacity_eight", "Vec::with_capacity(8), a push an element", capacity_eight::run)
            .at(&[8, 9])
            .answers(answer)
            .exact(|size| grown(WORD, 8, size))
            .untimed(),
        Variant::fixed(
            "capacity_eight_read",
            "Vec::with_capacity(8), two pushed and read in place",
            capacity_eight_read::run,
        )
        .answers(|_| 7)
        .debug(|_| Exact::once(8 * WORD))
        .release(|_| Exact::NONE)
        .against("capacity_eight_read")
        .untimed(),
        Variant::sized("header_boxed", "a Box<Vec> with room for eight, returned", header_boxed::run)
            .at(&[8, 9])
            .answers(answer)
            .exact(|size| beside(HEADER, grown(WORD, 8, size)))
            .untimed(),
        Variant::fixed("header_boxed_empty", "a Box<Vec> without elements, returned", header_boxed_empty::run)
            .answers(|_| 0)
            .exact(|_| Exact::once(HEADER))
            .against("header_boxed_empty")
            .untimed(),
        Variant::sized("header_returned", "a Vec, returned by value", header_returned::run)
            .at(&[4, 5])
            .answers(answer)
            .exact(|size| grown(WORD, 4, size))
            .untimed(),
        Variant::fixed("four_pushed", "Vec::new(), four pushes in a row", four_pushed::run)
            .answers(|_| 10)
            .exact(|_| one_block(4))
            .against("four_pushed")
            .untimed(),
        Variant::fixed("four_lent", "the same, and the Vec lent after each push", four_lent::run)
            .answers(|_| 10)
            .exact(|_| one_block(4))
            .against("four_lent")
            .untimed(),
        Variant::sized("pushed_words", "Vec::new(), a push for each u64", pushed_words::run)
            .answers(answer)
            .exact(|size| grown(WORD, 4, size)),
        Variant::sized("pushed_bytes", "Vec::new(), a push for each u8", pushed_bytes::run)
            .at(&[8, 9, 1_000])
            .answers(low_bytes)
            .exact(|size| grown(1, 8, size))
            .untimed(),
        Variant::sized("pushed_large", "Vec::new(), a push for each [u8; 2000]", pushed_large::run)
            .at(&[4, 5, 9])
            .answers(low_bytes)
            .exact(|size| grown(2_000, 1, size))
            .untimed(),
        Variant::sized("with_capacity_one_short", "Vec::with_capacity(size - 1)", with_capacity_one_short::run)
            .at(&[8, 1_000])
            .answers(answer)
            .exact(|size| grown(WORD, size - 1, size)),
        Variant::sized("with_capacity_too_large", "Vec::with_capacity(10 * size)", with_capacity_too_large::run)
            .at(&[1_000])
            .answers(answer)
            .exact(|size| one_block(10 * size)),
        Variant::sized("with_capacity_shrunk", "the same, then shrink_to_fit()", with_capacity_shrunk::run)
            .at(&[8, 1_000])
            .answers(answer)
            .exact(|size| {
                let (whole, rest) = (10 * size as u64 * WORD, size as u64 * WORD);
                Exact { reallocations: 1, requested_bytes: whole + rest, ..Exact::once(whole) }
            })
            .untimed(),
        Variant::sized("reserved", "reserve(size), a push an element", reserved::run)
            .at(&[3, 1_000])
            .answers(answer)
            .exact(|size| one_block(size.max(4)))
            .against("reserved")
            .untimed(),
        Variant::sized("reserved_exact", "reserve_exact(size), a push an element", reserved_exact::run)
            .at(&[3, 1_000])
            .answers(answer)
            .exact(one_block)
            .against("reserved")
            .untimed(),
        Variant::sized("reserved_in_chunks", "reserve(4) before every four pushes", reserved_in_chunks::run)
            .at(&[8, 1_000])
            .answers(answer)
            .exact(|size| grown(WORD, 4, size)),
        Variant::sized(
            "reserved_exact_in_chunks",
            "reserve_exact(4) before every four pushes",
            reserved_exact_in_chunks::run,
        )
        .at(&[8, 1_000])
        .answers(answer)
        .exact(four_more_each),
        Variant::sized("collected_range_map", "a mapped range, collected", collected_range_map::run)
            .at(&[1_000])
            .answers(answer)
            .exact(one_block),
        Variant::sized(
            "collected_exact_size",
            "an iterator that knows its length, collected",
            collected_exact_size::run,
        )
        .at(&[3, 1_000])
        .answers(answer)
        .exact(|size| one_block(size.max(4)))
        .against("collected_exact_size")
        .untimed(),
        Variant::sized(
            "extended_filter_with_capacity",
            "every second number, into a Vec::with_capacity(size)",
            extended_filter_with_capacity::run,
        )
        .at(&[1_000])
        .answers(answer)
        .exact(one_block)
        .against("extended_filter_with_capacity"),
        Variant::sized("collected_filter", "every second number, collected", collected_filter::run)
            .at(&[1_000])
            .answers(answer)
            .exact(|size| grown(WORD, 4, size))
            .against("extended_filter_with_capacity"),
        Variant::sized(
            "collected_flat_map_arrays",
            "flat_map into [u64; 4], collected",
            collected_flat_map_arrays::run,
        )
        .at(&[8, 1_000])
        .answers(answer)
        .exact(one_block)
        .untimed(),
        Variant::sized(
            "collected_flat_map_ranges",
            "flat_map into ranges of four, collected",
            collected_flat_map_ranges::run,
        )
        .at(&[8, 1_000])
        .answers(answer)
        .exact(|size| grown(WORD, 4, size))
        .untimed(),
        Variant::sized("collected_chain", "two ranges chained, collected", collected_chain::run)
            .at(&[9, 1_000])
            .answers(answer)
            .exact(one_block)
            .untimed(),
        Variant::sized("extended_twice", "two ranges, an extend each", extended_twice::run)
            .at(&[9, 1_000])
            .answers(answer)
            .exact(one_more_block)
            .untimed(),
        Variant::sized("collected_in_place", "a Vec consumed, mapped and collected", collected_in_place::run)
            .at(&[8, 1_000])
            .answers(answer)
            .exact(one_block)
            .untimed(),
        Variant::sized("vec_macro_repeated", "vec![7; size]", vec_macro_repeated::run)
            .at(&[8, 1_000])
            .answers(|size| 7 * size as u64)
            .exact(one_block)
            .untimed(),
        Variant::fixed("vec_macro_list", "vec![0, 1, ..., 7]", vec_macro_list::run)
            .answers(|_| answer(8))
            .exact(|_| one_block(8))
            .against("vec_macro_list")
            .untimed(),
        Variant::sized("small_vec_8", "SmallVec<[u64; 8]>, a push an element", small_vec_8::run)
            .at(&[8, 9, 1_000])
            .answers(answer)
            .exact(|size| if size > 8 { grown(WORD, 16, size) } else { Exact::NONE }),
        Variant::sized("array_vec_8", "ArrayVec<u64, 8>, a try_push an element", array_vec_8::run)
            .at(&[8, 9])
            .answers(answer)
            .exact(|_| Exact::NONE),
    ],
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

/// A block of four elements, reallocated to four more for each chunk after the first.
fn four_more_each(size: usize) -> Exact {
    let chunks = size as u64 / 4;
    Exact { reallocations: chunks - 1, requested_bytes: 4 * WORD * chunks * (chunks + 1) / 2, ..one_block(size) }
}

/// A block for the lower half, and a reallocation to exactly what is needed, which is no less than twice the half.
fn one_more_block(size: usize) -> Exact {
    let half = (size / 2) as u64;
    Exact { reallocations: 1, requested_bytes: (half + size as u64) * WORD, ..one_block(size) }
}

/// The figures with one more block, live all the time.
fn beside(bytes: u64, figures: Exact) -> Exact {
    Exact {
        allocations: figures.allocations + 1,
        deallocations: figures.deallocations + 1,
        requested_bytes: figures.requested_bytes + bytes,
        net_bytes: figures.net_bytes + bytes,
        peak_bytes: figures.peak_bytes + bytes,
        ..figures
    }
}

/// The sum of the low bytes of the numbers below `size`.
fn low_bytes(size: usize) -> u64 {
    (0..size).map(|number| u64::from(number as u8)).sum()
}
