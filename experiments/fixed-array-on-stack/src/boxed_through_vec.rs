//! A box made through `vec!`: one allocation, zeroed by the allocator, and nothing large on the stack in any profile.
//!
//! `vec![0; N]` asks for zeroed memory (`alloc_zeroed`, which is `calloc` underneath); its length equals its capacity, so
//! `into_boxed_slice` has nothing to give back and makes no second call. Where the type must say the length,
//! `Box<[u8; N]>::try_from` of the boxed slice moves the pointer, not the bytes.

use std::hint::black_box;

/// The work at `size` bytes; one function a size, as in the other variants, although this one could take it at run time.
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

// ANCHOR: boxed_through_vec
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = vec![0; N].into_boxed_slice(); // heap: 1, elided
    touch_ends(&mut array)
}
// ANCHOR_END: boxed_through_vec

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
    declaration::variant!("vec! made a boxed slice; first and last byte used", sized(run))
        .answers(|_| 3)
        .exact(|size| declaration::Exact::once(size as u64));
