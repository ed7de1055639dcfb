//! The fresh mapping when every byte is then written: every page is asked of the kernel, one page fault at a time.

use memmap2::MmapMut;
use std::hint::black_box;

/// The work at `size` bytes; one function a size, as in the other variants, although this one could take it at run time.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        65_536 => with_array::<65_536>(),
        other => panic!("this experiment fills no mapping of {other} bytes"),
    }
}

// ANCHOR: lazily_zeroed_filled
#[inline(never)]
fn with_array<const N: usize>() -> u64 {
    let mut array = MmapMut::map_anon(N).expect("the kernel has a few pages left"); // heap: may
    fill(&mut array)
}
// ANCHOR_END: lazily_zeroed_filled

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
    declaration::variant!("a fresh mapping; every byte written", sized(run))
        .at(&[65_536])
        .against("zeroed_filled")
        .answers(crate::sum_of_low_bytes)
        .exact(|_| declaration::Exact::NONE);
