//! The array is returned in a `Result` that each frame opens with `?` and closes with `Ok`: no allocation, and a copy in each frame.
//!
//! The payload does not lie where the next `Result` wants it, so a frame cannot hand its caller's place on:
//! it receives the `Result` in its own frame and copies the array out.

use std::hint::black_box;

/// Why there are no numbers. It holds nothing, so it takes no room in the `Result`.
struct NoSource;

// ANCHOR: frames
#[inline(never)]
fn numbers<const N: usize>(seed: u64) -> Result<[u64; N], NoSource> {
    if seed == 0 {
        return Err(NoSource);
    }
    Ok(std::array::from_fn(|index| seed + index as u64)) // heap: none
}

#[inline(never)]
fn with_first_raised<const N: usize>(seed: u64) -> Result<[u64; N], NoSource> {
    let mut numbers = numbers::<N>(seed)?;
    numbers[0] += 1;
    Ok(numbers)
}

#[inline(never)]
fn with_both_ends_raised<const N: usize>(seed: u64) -> Result<[u64; N], NoSource> {
    let mut numbers = with_first_raised::<N>(seed)?;
    numbers[N - 1] += 1;
    Ok(numbers)
}
// ANCHOR_END: frames

/// Not inlined, so that each size has a frame of its own: in one frame for all, the smallest would touch every page that the largest needs.
#[inline(never)]
fn sum_of_ends<const N: usize>(seed: u64) -> u64 {
    with_both_ends_raised::<N>(seed).map_or(0, |numbers| numbers[0] + numbers[N - 1]) // heap: elided
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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an array in a Result, opened and closed in each frame", sized(run))
        .answers(crate::ends_of_numbers)
        .exact(|_| declaration::Exact::NONE)
        .against("result_by_value");
