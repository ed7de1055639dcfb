//! A thread: what it is to do first, its closure, and a packet for its answer; and its handle, which no global allocator sees.
//!
//! What the thread itself allocates and frees is not counted, and the C library adds blocks of its own.
//! So three are counted where eight calls of malloc are made in all, by a thread that is not the first of its process, with glibc 2.36: these
//! three, the handle, three to find out where the new thread's stack lies (for the handler of stack overflows), and one to note that a
//! thread-local value is to be dropped.

// ANCHOR: run
/// Three blocks here, and one from the system allocator directly.
#[inline(never)]
pub fn run() -> u64 {
    let number = 41_u64;
    let thread = std::thread::spawn(move || number + 1); // heap: 1, may
    thread.join().unwrap_or(0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`thread::spawn` and `join`", run)
    .answers(|_| 42)
    .exact(|_| declaration::thread::started(CLOSURE, &[]))
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE));

/// Bytes of the closure, which captures a word.
const CLOSURE: u64 = declaration::thread::CLOSURE + 8;
