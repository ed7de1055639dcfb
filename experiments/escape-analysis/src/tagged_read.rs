//! A signature without a lifetime in its result: the caller knows that nothing of the argument is kept.

use std::hint::black_box;

// ANCHOR: run
/// A point with a name somewhere else.
pub struct Point<'n> {
    /// The name.
    pub name: &'n u64,
    /// A coordinate.
    pub x: u64,
}

/// Nothing of the point can be kept: no lifetime of the argument is in the result.
#[inline(never)]
pub fn read(point: &Point<'_>) -> u64 {
    point.x + *point.name
}

/// Lends a point.
#[inline(never)]
pub fn run() -> u64 {
    let name = black_box(20_u64);
    read(&Point { name: &name, x: 22 })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("lent to a function that reads", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
