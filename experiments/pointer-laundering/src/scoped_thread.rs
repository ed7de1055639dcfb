//! Way out: a scope that ends after its threads do, so that a thread may borrow a local.
//!
//! `std::thread::spawn` wants `'static`, and a reference laundered into `'static` is the old way around it.
//! `std::thread::scope` joins every thread before it returns, and the borrow checker believes it.
//! What is allocated is what it takes to start and join a thread; the numbers stay on this thread's stack.

use std::thread;

// ANCHOR: scoped_thread
/// Another thread sums an array of this one.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = [1_u64, 4, 9, 16];
    thread::scope(|scope| {
        // heap: 1, may
        let sum = count_allocations::spawn_scoped(scope, || numbers.iter().sum()); // heap: 1, may
        sum.join().unwrap_or(0)
    })
}
// ANCHOR_END: scoped_thread

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a scoped thread borrows a local array", run)
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE))
    .against(declaration::ITSELF)
    .answers(|_| 30)
    .exact(|_| declaration::thread::started(CLOSURE, &[declaration::thread::SCOPE]));

/// Bytes of the closure, which captures a pointer to the array.
const CLOSURE: u64 = declaration::thread::COUNTED_CLOSURE + 8;
