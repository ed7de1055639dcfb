//! One array of the caller, lent down through three more frames and its reference handed back up: nothing large moves.
//!
//! A function cannot return a reference to an array of its own; it can return the one it was lent.

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment returns no array of {other} bytes"),
    }
}

// ANCHOR: returned_by_reference
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [0; N];
    let array = first(&mut array);
    array[N - 1] = 4;
    array[..3].iter().chain(&array[N - 1..]).copied().map(u64::from).sum()
}

#[inline(never)]
fn first<const N: usize>(array: &mut [u8; N]) -> &mut [u8; N] {
    let array = second(array);
    array[2] = 3;
    array
}

#[inline(never)]
fn second<const N: usize>(array: &mut [u8; N]) -> &mut [u8; N] {
    let array = third(array);
    array[1] = 2;
    array
}

#[inline(never)]
fn third<const N: usize>(array: &mut [u8; N]) -> &mut [u8; N] {
    array[0] = 1;
    array
}
// ANCHOR_END: returned_by_reference

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("lent down four frames, its reference handed back", sized(run))
        .at(&[65_536])
        .against("passed_by_reference")
        .answers(|_| 10)
        .exact(|_| declaration::Exact::NONE);
