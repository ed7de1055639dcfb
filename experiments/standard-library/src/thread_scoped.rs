//! A scoped thread borrows from the function that starts it, and allocates more than a thread of its own does.
//!
//! The scope keeps a block as well, with the number of its threads that still run.

// ANCHOR: run
/// Four blocks here, and one from the system allocator directly.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = [20_u64, 22];
    std::thread::scope(|scope| {
        // heap: 1, may
        let thread = scope.spawn(|| numbers.iter().sum()); // heap: 1, may
        thread.join().unwrap_or(0)
    })
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`thread::scope`, one thread", run)
    .answers(|_| 42)
    .exact(|_| declaration::thread::started(CLOSURE, &[declaration::thread::SCOPE]))
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE));

/// Bytes of the closure, which captures a reference.
const CLOSURE: u64 = declaration::thread::CLOSURE + 8;
