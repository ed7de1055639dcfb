//! What does a test look like that keeps a function from allocating again?
//!
//! A file to copy: it needs the gate as the binary's global allocator, and a call of [`instruments::count`].

// ANCHOR: test
use instruments::{Exact, Gate, count};
use std::fmt::Write;

#[global_allocator]
static ALLOCATOR: Gate = Gate;

/// Writes a price into a buffer that the caller keeps.
fn write_price(buffer: &mut String, cents: u32) {
    buffer.clear();
    // Writing to a `String` cannot fail.
    let _ = write!(buffer, "{}.{:02} EUR", cents / 100, cents % 100);
}

#[test]
fn a_price_is_written_without_allocating() {
    let mut buffer = String::with_capacity(32);
    let ((), figures) = count(|| write_price(&mut buffer, 1_999));
    assert_eq!(buffer, "19.99 EUR");
    assert_eq!(figures, Exact::NONE);
}
// ANCHOR_END: test
