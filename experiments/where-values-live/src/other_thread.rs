//! A local and a thread-local variable of another thread: the allocations that start a thread, and none for the two.
//!
//! Another thread's stack is a mapping that the C library asked for. Nothing in it or about it tells the kernel what it is for.

use crate::place::{Look, Place};
use std::cell::Cell;
use std::ptr::null_mut;
use std::sync::Barrier;
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::thread;

// ANCHOR: show
thread_local! {
    static NUMBER: Cell<u64> = const { Cell::new(2) };
}

/// Shows a local and a thread-local variable of a thread that waits meanwhile.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    // The barrier orders the stores before the loads.
    let (local, own) = (AtomicPtr::new(null_mut()), AtomicPtr::new(null_mut()));
    let barrier = Barrier::new(2);
    thread::scope(|scope| {
        // heap: 1, may
        let thread = count_allocations::spawn_scoped(scope, || {
            // heap: 1, may
            let number = 40_u64;
            local.store((&raw const number).cast_mut(), Relaxed);
            NUMBER.with(|own_number| {
                // heap: elided
                own.store((&raw const *own_number).cast_mut(), Relaxed);
                barrier.wait();
                barrier.wait();
                number + own_number.get()
            })
        });
        barrier.wait();
        let released = WhenDropped(&barrier);
        look(&[
            // heap: unknown
            Place { part: "local", address: local.load(Relaxed).cast(), bytes: 8, points_to: None },
            Place { part: "own", address: own.load(Relaxed).cast(), bytes: 8, points_to: None },
        ]);
        drop(released);
        thread.join().unwrap_or(0)
    })
}
// ANCHOR_END: show

/// Lets the thread go on, also when looking panics: a scope waits for its threads.
struct WhenDropped<'a>(&'a Barrier);

impl Drop for WhenDropped<'_> {
    fn drop(&mut self) {
        self.0.wait();
    }
}

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a number on the stack of another thread", run)
    .answers(|_| 42)
    .exact(|_| declaration::thread::started(CLOSURE, &[declaration::thread::SCOPE]))
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(CLOSURE));

/// Bytes of the closure, which captures three references.
const CLOSURE: u64 = declaration::thread::COUNTED_CLOSURE + 3 * 8;
