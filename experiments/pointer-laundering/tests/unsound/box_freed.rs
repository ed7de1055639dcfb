//! Unsound on purpose: a reference into a box is laundered past the moment the box is freed.
//!
//! Compiled by tests only, never part of the library.

use std::hint::black_box;

/// Gives a reference a lifetime of the caller's choice. No caller can keep the promise that this makes.
fn launder<'any>(numbers: &[u64; 64]) -> &'any [u64; 64] {
    let address = std::ptr::from_ref(numbers).expose_provenance();
    // UNSOUND: nothing says that the numbers live as long as `'any`.
    unsafe { &*std::ptr::with_exposed_provenance(address) }
}

// ANCHOR: box_freed
fn main() {
    // Opaque, so that the array is in memory and not a constant.
    let numbers = Box::new(black_box([41; 64]));
    let kept = launder(&numbers);
    drop(numbers);
    println!("{}", kept[0] + 1);
}
// ANCHOR_END: box_freed
