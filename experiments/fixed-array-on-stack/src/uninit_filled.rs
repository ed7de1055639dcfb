//! The uninitialised array on the stack when every byte is then written: no byte is written twice.

#![allow(unsafe_code, reason = "reading a byte of an uninitialised array is the author's promise that it was written")]

use std::hint::black_box;
use std::mem::MaybeUninit;

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment fills no array of {other} bytes"),
    }
}

// ANCHOR: uninit_filled
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [MaybeUninit::uninit(); N];
    fill(&mut array)
}

/// Writes every byte, then adds them all up.
///
/// `black_box` stands for the consumer that a real buffer has, such as a system call,
/// which may read any byte of it. Without it the compiler could see that the zeros are
/// overwritten unread.
#[inline(never)]
fn fill(buffer: &mut [MaybeUninit<u8>]) -> u64 {
    let buffer = black_box(buffer);
    for (index, byte) in buffer.iter_mut().enumerate() {
        byte.write(index as u8);
    }
    // SAFETY: the loop wrote every byte.
    let written = unsafe { buffer.assume_init_ref() };
    written.iter().copied().map(u64::from).sum()
}
// ANCHOR_END: uninit_filled

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("uninitialised on the stack; every byte written", sized(run))
        .at(&[65_536])
        .against("zeroed_filled")
        .answers(crate::sum_of_low_bytes)
        .exact(|_| declaration::Exact::NONE);
