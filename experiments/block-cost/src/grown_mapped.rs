//! A block with a mapping of its own grows to twice its size: the system changes the mapping, and no byte is copied.
//!
//! glibc asks for that with `mremap`, which may give the same pages another address.

use std::hint::black_box;

// ANCHOR: run
/// Makes the block and lets it grow. Answers with the new capacity.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut block = Vec::<u8>::with_capacity(size); // heap: 1
    black_box(block.as_ptr());
    block.reserve_exact(2 * size); // heap: may
    black_box(block.as_ptr());
    block.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("made in a mapping of its own, grown to twice its size, freed", sized(run))
        .at(&[64 << 20])
        .alone()
        .answers(|size| 2 * size as u64)
        .exact(|size| {
            let size = size as u64;
            declaration::Exact {
                reallocations: 1,
                requested_bytes: size + 2 * size,
                ..declaration::Exact::once(2 * size)
            }
        })
        .against("made_and_freed");
