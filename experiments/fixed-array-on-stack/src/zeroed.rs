//! An array of zeros on the stack: no call to the allocator, at any size, in any profile.
//!
//! `N` is known when the function is compiled, so the array is part of its frame, and making room for it is one subtraction.
//! What remains to pay is the zeroing, all of it, on every call, also of the bytes that nobody reads.

use std::hint::black_box;

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

// ANCHOR: zeroed
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = [0; N]; // heap: none
    touch_ends(&mut array)
}
// ANCHOR_END: zeroed

// ANCHOR: touch_ends
/// Writes the first byte and the last, and reads both back.
///
/// `black_box` stands for the consumer that a real buffer has, such as a system call,
/// which may read any byte of it. Without it the compiler sees that no other byte is
/// read, and removes the zeroing and then the array.
#[inline(never)]
fn touch_ends(buffer: &mut [u8]) -> u64 {
    let buffer = black_box(buffer);
    let last = buffer.len() - 1;
    buffer[0] = 1;
    buffer[last] = 2;
    u64::from(buffer[0]) + u64::from(buffer[last])
}
// ANCHOR_END: touch_ends

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("zeros on the stack; first and last byte used", sized(run))
        .answers(|_| 3)
        .exact(|_| declaration::Exact::NONE);
