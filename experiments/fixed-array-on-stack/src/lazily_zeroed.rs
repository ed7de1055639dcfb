//! A block that the kernel zeroes page by page, when a page is first touched.
//!
//! An anonymous mapping is what `calloc` hands out for a large block that it has never used before. Here it is asked for directly,
//! so that every call gets a fresh one. No allocator is called, and the figures say so: they count calls to the global allocator,
//! not memory.

use memmap2::MmapMut;
use std::hint::black_box;

/// The work at `size` bytes; one function a size, as in the other variants, although this one could take it at run time.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        262_144 => with_array::<262_144>(),
        1_048_576 => with_array::<1_048_576>(),
        other => panic!("this experiment has no mapping of {other} bytes"),
    }
}

// ANCHOR: lazily_zeroed
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = MmapMut::map_anon(N).expect("the kernel has a few pages left"); // heap: may
    touch_ends(&mut array)
}
// ANCHOR_END: lazily_zeroed

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
    declaration::variant!("a fresh mapping; first and last byte used", sized(run))
        .at(&[65_536, 262_144, 1_048_576])
        .answers(|_| 3)
        .exact(|_| declaration::Exact::NONE);
