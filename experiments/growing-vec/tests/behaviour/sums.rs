//! Does every variant hold the right numbers at every size, and not only at those of the axis?

use growing_vec::*;

type Run = fn(usize) -> u64;

#[test]
fn every_way_to_make_the_numbers_makes_the_same_numbers() {
    let ways: [(&str, Run); 21] = [
        ("with_capacity_exact", with_capacity_exact::run),
        ("capacity_eight", capacity_eight::run),
        ("header_boxed", header_boxed::run),
        ("header_returned", header_returned::run),
        ("pushed_words", pushed_words::run),
        ("with_capacity_too_large", with_capacity_too_large::run),
        ("with_capacity_shrunk", with_capacity_shrunk::run),
        ("reserved", reserved::run),
        ("reserved_exact", reserved_exact::run),
        ("collected_range_map", collected_range_map::run),
        ("collected_exact_size", collected_exact_size::run),
        ("collected_filter", collected_filter::run),
        ("extended_filter_with_capacity", extended_filter_with_capacity::run),
        ("collected_chain", collected_chain::run),
        ("extended_twice", extended_twice::run),
        ("collected_in_place", collected_in_place::run),
        ("small_vec_8", small_vec_8::run),
        ("array_vec_8", array_vec_8::run),
        // These take their numbers four at a time.
        ("reserved_in_chunks", |size| reserved_in_chunks::run(4 * size)),
        ("reserved_exact_in_chunks", |size| reserved_exact_in_chunks::run(4 * size)),
        ("collected_flat_map_arrays", |size| collected_flat_map_arrays::run(4 * size)),
    ];
    for (way, run) in ways {
        let four_at_a_time = way.ends_with("_chunks") || way.ends_with("_arrays");
        for size in 0..130 {
            let expected: u64 = (0..if four_at_a_time { 4 * size } else { size } as u64).sum();
            assert_eq!(run(size), expected, "{way}, {size}");
        }
    }
}
