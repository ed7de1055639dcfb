//! One array, copied down through three more frames, each of which uses its own again after the call.
//!
//! `[u8; N]` is `Copy`, so passing it on and keeping it is one more array, with no `clone` to be seen in the source.

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment copies no array of {other} bytes"),
    }
}

#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [0; N];
    array[0] = 1;
    first(array) + sum(&array)
}

// ANCHOR: frame
#[inline(never)]
fn first<const N: usize>(mut array: [u8; N]) -> u64 {
    array[1] = 2;
    second(array) + sum(&array)
}
// ANCHOR_END: frame

#[inline(never)]
fn second<const N: usize>(mut array: [u8; N]) -> u64 {
    array[2] = 3;
    third(array) + sum(&array)
}

#[inline(never)]
fn third<const N: usize>(mut array: [u8; N]) -> u64 {
    array[N - 1] = 4;
    sum(&array)
}

#[inline(never)]
fn sum<const N: usize>(array: &[u8; N]) -> u64 {
    array[..3].iter().chain(&array[N - 1..]).copied().map(u64::from).sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("copied down through four frames, each keeping its own", sized(run))
        .at(&[65_536])
        .against("passed_by_reference")
        .answers(|_| 1 + 3 + 6 + 10)
        .exact(|_| declaration::Exact::NONE);
