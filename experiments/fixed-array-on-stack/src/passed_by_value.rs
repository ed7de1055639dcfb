//! One array, moved down through three more frames.
//!
//! A move of an array is a copy of its bytes, unless the compiler sees that the two places can be one. Each frame changes a byte
//! of what it was given, so each needs an array it may write.

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment passes no array of {other} bytes"),
    }
}

// ANCHOR: passed_by_value
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [0; N];
    array[0] = 1;
    first(array)
}

#[inline(never)]
fn first<const N: usize>(mut array: [u8; N]) -> u64 {
    array[1] = 2;
    second(array)
}

#[inline(never)]
fn second<const N: usize>(mut array: [u8; N]) -> u64 {
    array[2] = 3;
    third(array)
}

#[inline(never)]
fn third<const N: usize>(mut array: [u8; N]) -> u64 {
    array[N - 1] = 4;
    array[..3].iter().chain(&array[N - 1..]).copied().map(u64::from).sum()
}
// ANCHOR_END: passed_by_value

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("moved down through four frames", sized(run))
    .at(&[65_536])
    .against("passed_by_reference")
    .answers(|_| 10)
    .exact(|_| declaration::Exact::NONE);
