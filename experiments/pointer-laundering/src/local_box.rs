//! The honest form: a `Box` that never leaves the function.
//!
//! At opt-level 0 it is a call to the allocator and a call to free the block.
//! In release the optimiser sees the block's whole life, from the request to the release, and removes both:
//! the standard library allows that ("You must not rely on allocations actually happening", `std::alloc::GlobalAlloc`).

// ANCHOR: local_box
/// Boxes a number, reads it, frees it.
#[inline(never)]
pub fn run() -> u64 {
    let number = Box::new(41_u64); // heap: elided
    *number + 1
}
// ANCHOR_END: local_box

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a box that never leaves the function", run)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
