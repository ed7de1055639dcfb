//! A box made from an array literal: one allocation, and in a debug build the array is on the stack first.
//!
//! `Box::new` is a function, and its argument is a value: the array exists before the box does. At opt-level 0 it is built in the
//! caller's frame and then copied, so a box meant to save the stack can overflow it. With optimisation the value is written
//! straight into the block, and because it is all zeros, the block is asked for as zeroed memory; nothing in the language promises
//! either.

use std::hint::black_box;

/// The work at `size` bytes; one function a size, because the size of a frame is fixed when it is compiled.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        64 => with_array::<64>(),
        4_096 => with_array::<4_096>(),
        262_144 => with_array::<262_144>(),
        other => panic!("this experiment has no array of {other} bytes"),
    }
}

// ANCHOR: boxed_literal
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = Box::new([0; N]); // heap: 1
    touch_ends(array.as_mut_slice())
}
// ANCHOR_END: boxed_literal

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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Box::new of an array literal; first and last byte used", sized(run))
        .at(&[64, 4_096, 262_144])
        .answers(|_| 3)
        .exact(|size| declaration::Exact::once(size as u64));
