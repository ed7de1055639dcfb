//! What does it cost to let a thread borrow, copy or share?
//!
//! Starting a thread takes three blocks from the global allocator: the packet its result comes back in, the closure, and what the thread initialises
//! itself with. The last two are freed by the new thread, the one before and the other after the closure given to `instruments::spawn`,
//! so neither is in the count of deallocations; what they hold is what `end_bytes` shows. dhat and malloc see both freed.
//!
//! The target has a harness of its own: in a test of libtest two more blocks are counted, because a thread started there inherits the capture of output.

use instruments::Exact;
use libtest_mimic::{Arguments, Failed, Trial};
use pointer_laundering::{moving_thread, scoped_thread, sharing_thread};

#[global_allocator]
static ALLOCATOR: instruments::Gate = instruments::Gate;

// What the new thread frees outside its closure: what it initialises itself with, and the closure.
const INITIALISATION: u64 = 24;
/// The library's own captures, the caller's closure of one pointer, and the flag of `instruments::spawn`.
const CLOSURE: u64 = 56;
const PACKET: u64 = 48;
/// What a scope keeps: two counts of owners, the number of running threads, whether one panicked, and whom to wake.
const SCOPE: u64 = 40;

fn main() -> std::process::ExitCode {
    // Four numbers instead of one pointer.
    let moving = CLOSURE + 32 - 8;
    // Two counts of owners and four numbers.
    let shared = 16 + 32;
    let tests = vec![
        test("a_scoped_thread_borrows_at_the_price_of_the_scope", scoped_thread::run, CLOSURE, Some(SCOPE)),
        test("a_moving_thread_carries_the_array_in_its_closure", moving_thread::run, moving, None),
        test("a_sharing_thread_needs_a_block_for_the_array", sharing_thread::run, CLOSURE, Some(shared)),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

/// `fourth` is the size of the fourth block, where there is one. Counts a second call; the first one sets up what the process and this thread need to start threads at all.
fn test(name: &str, run: fn() -> u64, closure: u64, fourth: Option<u64>) -> Trial {
    Trial::test(name, move || {
        let bytes = PACKET + closure + INITIALISATION + fourth.unwrap_or(0);
        let blocks = if fourth.is_some() { 4 } else { 3 };
        let expected = Exact {
            deallocations: blocks - 2,
            end_bytes: (closure + INITIALISATION) as i64,
            ..Exact::together(blocks, bytes)
        };
        let first_sum = run();
        let (sum, figures) = instruments::count(run);
        if (first_sum, sum) != (30, 30) {
            return Err(Failed::from(format!("sums {first_sum} and {sum}, expected 30")));
        }
        if figures != expected {
            return Err(Failed::from(format!("expected {expected:?}\nmeasured {figures:?}")));
        }
        Ok(())
    })
}
