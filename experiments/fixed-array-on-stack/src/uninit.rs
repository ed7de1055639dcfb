//! An array on the stack whose bytes are not written beforehand: no call to the allocator, and no zeroing.
//!
//! [`MaybeUninit`] says that a byte may hold anything; reading one is sound only after it was written, and the compiler takes
//! the author's word for it. The frame is as large as that of the zeroed array, so the stack needed is the same.

#![allow(unsafe_code, reason = "reading a byte of an uninitialised array is the author's promise that it was written")]

use std::hint::black_box;
use std::mem::MaybeUninit;

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        64 => with_array::<64>(),
        4_096 => with_array::<4_096>(),
        65_536 => with_array::<65_536>(),
        262_144 => with_array::<262_144>(),
        1_048_576 => with_array::<1_048_576>(),
        other => panic!("this experiment has no array of {other} bytes"),
    }
}

// ANCHOR: uninit
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [MaybeUninit::uninit(); N]; // heap: none
    touch_ends(&mut array)
}

/// Writes the first byte and the last, and reads both back.
///
/// `black_box` stands for the consumer that a real buffer has, such as a system call,
/// which may read any byte of it. Without it the compiler sees that no other byte is
/// read, and removes the zeroing and then the array.
#[inline(never)]
fn touch_ends(buffer: &mut [MaybeUninit<u8>]) -> u64 {
    let buffer = black_box(buffer);
    let last = buffer.len() - 1;
    buffer[0].write(1);
    buffer[last].write(2);
    // SAFETY: the first `write` above initialised it.
    let first_byte = unsafe { buffer[0].assume_init() };
    // SAFETY: the second `write` above initialised it.
    let last_byte = unsafe { buffer[last].assume_init() };
    u64::from(first_byte) + u64::from(last_byte)
}
// ANCHOR_END: uninit

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("uninitialised on the stack; first and last byte used", sized(run))
        .answers(|_| 3)
        .exact(|_| declaration::Exact::NONE);
