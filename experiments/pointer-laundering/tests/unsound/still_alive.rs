//! The control: the same unsound function, but the reference is used while its array lives. No tool has anything to report.
//!
//! Compiled by tests only, never part of the library.

use std::hint::black_box;

/// Gives a reference a lifetime of the caller's choice.
fn launder<'any>(numbers: &[u64; 64]) -> &'any [u64; 64] {
    let address = std::ptr::from_ref(numbers).expose_provenance();
    // UNSOUND: nothing says that the numbers live as long as `'any`.
    unsafe { &*std::ptr::with_exposed_provenance(address) }
}

fn main() {
    // Opaque, so that the array is in memory and not a constant.
    let numbers = black_box([41; 64]);
    let kept = launder(&numbers);
    println!("{}", kept[0] + 1);
}
