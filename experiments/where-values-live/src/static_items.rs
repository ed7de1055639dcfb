//! Statics: no allocation; where one is depends on whether it can change, and on whether it begins as zeros.
//!
//! A static that cannot change is read-only. One that can is writable. One that can and begins as zeros takes no room in the
//! program file: the kernel gives it fresh pages behind the writable ones, and these have no name.

use crate::place::{Look, Place};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};

// ANCHOR: show
static LIMIT: u64 = 40;
static COUNTER: AtomicU64 = AtomicU64::new(2);
static BUFFER: [AtomicU8; 1 << 20] = [const { AtomicU8::new(0) }; 1 << 20];

/// Shows a constant static, one that counts, and the last element of one that begins as zeros.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let last = &BUFFER[BUFFER.len() - 1];
    look(&[Place::of("constant", &LIMIT), Place::of("counter", &COUNTER), Place::of("zeroed", last)]); // heap: unknown
    LIMIT + COUNTER.load(Relaxed) + u64::from(last.load(Relaxed))
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("three statics", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
