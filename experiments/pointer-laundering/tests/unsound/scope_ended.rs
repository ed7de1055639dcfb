//! Unsound on purpose: a reference is laundered past the scope of what it refers to.
//!
//! Compiled by tests only, never part of the library.

use std::hint::black_box;

// ANCHOR: launder
/// Gives a reference a lifetime of the caller's choice. No caller can keep the promise that
/// this makes.
fn launder<'any>(numbers: &[u64; 64]) -> &'any [u64; 64] {
    let address = std::ptr::from_ref(numbers).expose_provenance();
    // UNSOUND: nothing says that the numbers live as long as `'any`.
    unsafe { &*std::ptr::with_exposed_provenance(address) }
}
// ANCHOR_END: launder

// ANCHOR: scope_ended
fn main() {
    let kept: &[u64; 64];
    {
        // Opaque, so that the array is in memory and not a constant.
        let numbers = black_box([41; 64]);
        kept = launder(&numbers);
    }
    println!("{}", kept[0] + 1);
}
// ANCHOR_END: scope_ended
