//! The size as a const generic: an array of exactly that size in the frame, one compiled copy of the function for each size.
//!
//! Only for sizes known when the program is compiled; a size known at run time has to be matched against them.
//! The instances are not inlined into [`run`]: its frame would have to hold the largest of them on every call.

use crate::work::{checksum, input};

// ANCHOR: run
#[inline(never)]
fn copy<const SIZE: usize>() -> u64 {
    let mut buffer = [0; SIZE]; // heap: none
    buffer.copy_from_slice(input(SIZE));
    checksum(&buffer)
}

/// Copies into an array, for the four sizes that were compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        5 => copy::<5>(),
        64 => copy::<64>(),
        1_024 => copy::<1_024>(),
        65_536 => copy::<65_536>(),
        other => panic!("no instance was compiled for {other} bytes"),
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("[0; SIZE], an instance for each size", sized(run))
        .at(&[5, 64, 1_024, 65_536])
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE);
