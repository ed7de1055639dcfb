//! The box made through `vec!` when every byte is then written.

use std::hint::black_box;

/// The work at `size` bytes; one function a size, as in the other variants, although this one could take it at run time.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment fills no array of {other} bytes"),
    }
}

// ANCHOR: boxed_through_vec_filled
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = vec![0; N].into_boxed_slice(); // heap: 1, elided
    fill(&mut array)
}
// ANCHOR_END: boxed_through_vec_filled

/// Writes every byte, then adds them all up.
///
/// `black_box` stands for the consumer that a real buffer has, such as a system call,
/// which may read any byte of it. Without it the compiler could see that the zeros are
/// overwritten unread.
#[inline(never)]
fn fill(buffer: &mut [u8]) -> u64 {
    let buffer = black_box(buffer);
    for (index, byte) in buffer.iter_mut().enumerate() {
        *byte = index as u8;
    }
    buffer.iter().copied().map(u64::from).sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("vec! made a boxed slice; every byte written", sized(run))
        .at(&[65_536])
        .against("zeroed_filled")
        .answers(crate::sum_of_low_bytes)
        .exact(|size| declaration::Exact::once(size as u64));
