//! Unsound on purpose: a reference to a local is laundered out of the function that owned it.
//!
//! Compiled by tests only, never part of the library.
//! The array is larger than the 128 bytes below the stack pointer that the ABI lets a leaf function use (the red zone), which valgrind takes for valid.

use std::hint::black_box;

/// Gives a reference a lifetime of the caller's choice. No caller can keep the promise that this makes.
fn launder<'any>(numbers: &[u64; 64]) -> &'any [u64; 64] {
    let address = std::ptr::from_ref(numbers).expose_provenance();
    // UNSOUND: nothing says that the numbers live as long as `'any`.
    unsafe { &*std::ptr::with_exposed_provenance(address) }
}

// ANCHOR: function_returned
fn numbers() -> &'static [u64; 64] {
    // Opaque, so that the array is in memory and not a constant.
    let numbers = black_box([41; 64]);
    launder(&numbers)
}

fn main() {
    let kept = numbers();
    println!("{}", kept[0] + 1);
}
// ANCHOR_END: function_returned
