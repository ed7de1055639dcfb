//! An array of any size is returned by value through three frames: no allocation, and no copy on the way.
//!
//! The caller passes the address of a place in its own frame, each function hands that address on, and the innermost one writes there.
//! So what a larger value costs is being made, not being returned.

use std::hint::black_box;

// ANCHOR: frames
#[inline(never)]
fn numbers<const N: usize>(seed: u64) -> [u64; N] {
    std::array::from_fn(|index| seed + index as u64) // heap: none
}

#[inline(never)]
fn with_first_raised<const N: usize>(seed: u64) -> [u64; N] {
    let mut numbers = numbers::<N>(seed);
    numbers[0] += 1;
    numbers
}

#[inline(never)]
fn with_both_ends_raised<const N: usize>(seed: u64) -> [u64; N] {
    let mut numbers = with_first_raised::<N>(seed);
    numbers[N - 1] += 1;
    numbers
}
// ANCHOR_END: frames

/// Not inlined, so that each size has a frame of its own: in one frame for all, the smallest would touch every page that the largest needs.
#[inline(never)]
fn sum_of_ends<const N: usize>(seed: u64) -> u64 {
    let numbers = with_both_ends_raised::<N>(seed);
    numbers[0] + numbers[N - 1]
}

/// Gets an array of this many bytes and looks at both ends.
///
/// The seed is opaque because a constant one could travel into the frames and make them other functions than these.
///
/// # Panics
///
/// When the size is not one of the experiment's axis.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let seed = black_box(7);
    match size {
        8 => sum_of_ends::<1>(seed),
        64 => sum_of_ends::<8>(seed),
        512 => sum_of_ends::<64>(seed),
        4096 => sum_of_ends::<512>(seed),
        65_536 => sum_of_ends::<8192>(seed),
        _ => panic!("{size} is not a size of the axis"),
    }
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an array through three frames", sized(run))
    .answers(crate::ends_of_numbers)
    .exact(|_| declaration::Exact::NONE)
    .against("array_by_value");
