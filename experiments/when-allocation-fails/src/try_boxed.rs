//! `Box::try_new` is not stable; a `Vec` with room for one value becomes a box of a slice of one.

use std::collections::TryReserveError;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn try_box<T>(value: T) -> Result<Box<[T]>, TryReserveError> {
    let mut vec = Vec::new();
    vec.try_reserve_exact(1)?; // heap: may
    vec.push(value); // heap: elided
    Ok(vec.into_boxed_slice()) // heap: elided
}

/// Puts a hundred bytes into a box.
#[inline(never)]
pub fn run() -> u64 {
    try_box(black_box([7_u8; 100])).map_or(0, |value| u64::from(black_box(value)[0][99]))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("try_reserve_exact(1), push(), into_boxed_slice()", run)
        .answers(|_| 7)
        .exact(|_| declaration::Exact::once(100))
        .against("boxed");
