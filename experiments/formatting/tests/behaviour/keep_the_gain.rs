//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use formatting::{list_written, write_slice};

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_line_into_an_array_does_not_allocate_whatever_the_number() {
    for number in [0, 77, 66_666_666, usize::MAX] {
        let (_, figures) = count_allocations::count(|| write_slice::run(number));
        assert_eq!(figures.allocations, 0, "{number}: {figures:?}");
    }
}

#[test]
fn a_string_that_is_kept_allocates_for_its_longest_text_and_for_no_other() {
    let mut line = String::new();
    list_written::rewrite(&mut line, 66_666_666);
    for number in [0, 77, 66_666_666] {
        let (_, figures) = count_allocations::count(|| list_written::rewrite(&mut line, number));
        assert_eq!((figures.allocations, figures.reallocations), (0, 0), "{number}: {figures:?}");
    }
}
// ANCHOR_END: test
