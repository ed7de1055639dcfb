//! One array, made once, lent down through three more frames: a pointer travels, and the stack holds the array once.

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment passes no array of {other} bytes"),
    }
}

// ANCHOR: passed_by_reference
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [0; N];
    array[0] = 1;
    first(&mut array)
}

#[inline(never)]
fn first<const N: usize>(array: &mut [u8; N]) -> u64 {
    array[1] = 2;
    second(array)
}

#[inline(never)]
fn second<const N: usize>(array: &mut [u8; N]) -> u64 {
    array[2] = 3;
    third(array)
}

#[inline(never)]
fn third<const N: usize>(array: &mut [u8; N]) -> u64 {
    array[N - 1] = 4;
    array[..3].iter().chain(&array[N - 1..]).copied().map(u64::from).sum()
}
// ANCHOR_END: passed_by_reference

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("lent down through four frames", sized(run))
    .at(&[65_536])
    .against("passed_by_reference")
    .answers(|_| 10)
    .exact(|_| declaration::Exact::NONE);
