//! What does a test look like that keeps a function from allocating again?
//!
//! A file to copy: it needs the counting allocator as the program's global allocator, and a measurement.

// ANCHOR: test
use count_allocations::{CountingAllocator, Counts, count_undisturbed};
use std::fmt::Write;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Writes a price into a buffer that the caller keeps.
fn write_price(buffer: &mut String, cents: u32) {
    buffer.clear();
    // Writing to a `String` cannot fail.
    let _ = write!(buffer, "{}.{:02} EUR", cents / 100, cents % 100);
}

#[test]
fn a_price_is_written_without_allocating() {
    let mut buffer = String::with_capacity(32);
    let ((), counts) = count_undisturbed(|| write_price(&mut buffer, 1_999));
    assert_eq!(buffer, "19.99 EUR");
    assert_eq!(counts, Counts::NONE);
}
// ANCHOR_END: test
