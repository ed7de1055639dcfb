//! Two boxes that another thread made: two allocations beside those that start a thread.
//!
//! glibc's malloc gives threads arenas of their own, so that they need not wait for each other. An arena of a thread is a mapping,
//! and the larger box stays in it when the thread has ended.
//! The smaller one is in the heap of the main thread: to start, a thread frees a small block that its parent made, and malloc keeps
//! such a block in a cache of the thread that freed it, for that thread's next request of this size.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows what two boxes own that were made by a thread which is no more: a number, and an array of 512 bytes.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let thread = count_allocations::spawn(|| (Box::new(42_u64), Box::new([1_u64; 64]))); // heap: 3, may
    let Ok((small, large)) = thread.join() else { return 0 };
    look(&[Place::of("small", &*small), Place::of("large", &*large)]); // heap: unknown
    *small + large[63]
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("two boxes that another thread made", run)
    .answers(|_| 43)
    .exact(|_| declaration::thread::started(declaration::thread::COUNTED_CLOSURE, &[8, 512]))
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(declaration::thread::COUNTED_CLOSURE));
