//! A lifetime in the result: the caller knows what the result borrows from.

use crate::tagged_read::Point;
use std::hint::black_box;

// ANCHOR: run
/// The result borrows what the point borrows, and not the point.
#[inline(never)]
pub fn name_of<'n>(point: &Point<'n>) -> &'n u64 {
    point.name
}

/// Lends a point, and reads what comes back.
#[inline(never)]
pub fn run() -> u64 {
    let name = black_box(42_u64);
    *name_of(&Point { name: &name, x: 22 })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("lent to a function that returns a part", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE);
