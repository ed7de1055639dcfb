//! One array, made in the innermost of four frames and moved out through the others.
//!
//! A large return value is written through a hidden pointer that the caller passes. Whether a frame hands the pointer it was given
//! on to the frame below, or makes an array of its own and copies it, is the compiler's choice.

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment returns no array of {other} bytes"),
    }
}

#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = first::<N>();
    array[N - 1] = 4;
    array[..3].iter().chain(&array[N - 1..]).copied().map(u64::from).sum()
}

// ANCHOR: frame
#[inline(never)]
fn first<const N: usize>() -> [u8; N] {
    let mut array = second();
    array[2] = 3;
    array
}
// ANCHOR_END: frame

#[inline(never)]
fn second<const N: usize>() -> [u8; N] {
    let mut array = third();
    array[1] = 2;
    array
}

#[inline(never)]
fn third<const N: usize>() -> [u8; N] {
    let mut array = [0; N]; // heap: none
    array[0] = 1;
    array
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made in the innermost of four frames, moved out", sized(run))
        .at(&[65_536])
        .against("passed_by_reference")
        .answers(|_| 10)
        .exact(|_| declaration::Exact::NONE);
