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
