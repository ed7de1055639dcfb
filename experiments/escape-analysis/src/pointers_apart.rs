//! A reference for each of two values: one to a local, and one that is kept.

use std::hint::black_box;
use std::sync::Mutex;

// ANCHOR: run
/// What the program keeps: a reference that is good for ever.
static KEPT: Mutex<&'static u64> = Mutex::new(&ANSWER);
static ANSWER: u64 = 40;

/// Reads a local, and keeps a reference to a static.
#[inline(never)]
pub fn run() -> u64 {
    let n = black_box(2_u64);
    let p = &n;
    let sum = *p;
    let q: &'static u64 = &ANSWER;
    let mut kept = KEPT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    *kept = q;
    sum + **kept
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a variable for each pointer", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
