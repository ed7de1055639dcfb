//! A `const`: no allocation; it has no place of its own, only that of each use.
//!
//! A reference to it points at a copy that the compiler puts into the program file, because the value never changes: it is promoted.
//! A variable that is made of it is a local like any other.

use crate::place::{Look, Place};

// ANCHOR: show
const NUMBERS: [u64; 4] = [1, 4, 9, 16];

/// Shows what a reference to a constant points at, and a local made of the same constant.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let promoted: &'static [u64; 4] = &NUMBERS;
    let copy = NUMBERS;
    look(&[Place::of("promoted", promoted), Place::of("copy", &copy)]); // heap: unknown
    promoted[0] + copy[3]
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reference to a const, and a local made of it", run)
        .answers(|_| 17)
        .exact(|_| declaration::Exact::NONE);
