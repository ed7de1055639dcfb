//! A `Box` that another thread made: one allocation beside those that start a thread.
//!
//! glibc's malloc gives threads arenas of their own, so that they need not wait for each other. An arena of a thread is a mapping,
//! and the box stays in it when the thread has ended.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows a box that was made by a thread which is no more, and the number that it owns.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let thread = instruments::spawn(|| Box::new(42_u64)); // heap: 1
    let boxed = thread.join().unwrap_or_default(); // heap: may
    look(&[Place::of("pointer", &boxed).pointing_to("content"), Place::of("content", &*boxed)]);
    *boxed
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}
