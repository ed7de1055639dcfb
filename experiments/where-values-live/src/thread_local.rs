//! A thread-local variable: no allocation; each thread has one, in a block that is made with the thread.

use crate::place::{Look, Place};
use std::cell::Cell;

// ANCHOR: show
thread_local! {
    static NUMBER: Cell<u64> = const { Cell::new(42) };
}

/// Shows this thread's own.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    NUMBER.with(|number| {
        // heap: elided
        look(&[Place::of("number", number)]); // heap: unknown
        number.get()
    })
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a thread-local number", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
