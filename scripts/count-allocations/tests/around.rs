//! Does the counter around another allocator count as the one of the system does, and does an expectation that fails name the lines?

#![allow(clippy::unwrap_used, reason = "these are tests, their helpers included")]
#![allow(unsafe_code, reason = "a name is declared that the linker has to find")]

use count_allocations::{
    CountingAround, Counts, assert_allocations, count, count_process, count_undisturbed, spawn, trace,
};
use std::alloc::System;
use std::backtrace::Backtrace;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;
use std::thread;

#[global_allocator]
static ALLOCATOR: CountingAround<System> = CountingAround(System);

/// The message of a panic that is expected. Panics print their message alone: a backtrace would be in the way of those taken here.
fn panic_message<T>(work: impl FnOnce() -> T) -> String {
    static WITHOUT_BACKTRACES: Once = Once::new();
    WITHOUT_BACKTRACES.call_once(|| set_hook(Box::new(|panic| eprintln!("{panic}"))));
    let Err(payload) = catch_unwind(AssertUnwindSafe(work)) else { return "no panic".to_owned() };
    *payload.downcast::<String>().unwrap()
}

mod figures {
    use super::*;

    /// Every kind of call, and each of them once.
    fn every_call() {
        let mut block: Vec<u8> = black_box(Vec::with_capacity(100));
        let zeroed = black_box(vec![0_u8; 100]);
        block.reserve_exact(1000);
        black_box(&block);
        block.shrink_to(10);
        drop((black_box(block), zeroed));
    }

    const EVERY_CALL: Counts = Counts {
        allocations: 2,
        deallocations: 2,
        reallocations: 2,
        requested_bytes: 1210,
        net_bytes: 1100,
        peak_bytes: 1100,
        ..Counts::NONE
    };

    #[test]
    fn each_call_is_counted_on_one_thread() {
        assert_eq!(count_undisturbed(every_call).1, EVERY_CALL);
    }

    #[test]
    fn each_call_is_counted_on_a_counted_thread() {
        let here = |work: fn()| count_undisturbed(|| spawn(work).join().unwrap()).1;
        let (with, without) = (here(every_call), here(|| ()));
        assert_eq!(with.allocations - without.allocations, 2);
        assert_eq!(with.reallocations - without.reallocations, 2);
        assert_eq!(with.requested_bytes - without.requested_bytes, 1210);
    }

    #[test]
    fn what_other_threads_ask_is_elsewhere() {
        let (_, counts) = count(|| thread::spawn(every_call).join().unwrap());
        assert!(counts.elsewhere.allocations >= 2 && counts.elsewhere.net_bytes >= 1100, "{counts:?}");
        assert!(counts.elsewhere.reallocations >= 2, "{counts:?}");
    }

    #[test]
    fn the_process_has_all_threads() {
        let (_, counts) = count_process(|| thread::spawn(every_call).join().unwrap());
        assert!(counts.allocations >= 2 && counts.reallocations >= 2 && counts.peak_bytes >= 1100, "{counts:?}");
        assert!(counts.elsewhere.is_none());
    }
}

mod expectations {
    use super::*;

    #[inline(never)]
    fn asks_here(bytes: usize) -> Vec<u8> {
        black_box(Vec::with_capacity(bytes)) // asks
    }

    /// `file:line` of the line that asks.
    fn asking_line() -> String {
        let line = include_str!("around.rs").lines().position(|line| line.ends_with("// asks")).unwrap() + 1;
        format!("around.rs:{line}:")
    }

    #[test]
    fn what_is_expected_is_returned() {
        assert_eq!(assert_allocations(1, || asks_here(3).capacity()), 3);
        assert_eq!(assert_allocations(..=2, || asks_here(3).capacity()), 3);
        assert_eq!(assert_allocations(1..=2, || asks_here(3).capacity()), 3);
        assert_eq!(assert_allocations(Counts::once(3), || asks_here(3).capacity()), 3);
    }

    #[test]
    fn what_is_not_expected_is_named_with_its_line() {
        let message = panic_message(|| assert_allocations(0, || (asks_here(5), asks_here(7)).0.len()));
        assert!(
            message.starts_with("expected no allocation and no reallocation\ncounted  2 allocations, 0 re"),
            "{message}"
        );
        assert!(
            message.contains("  2 allocations, 12 bytes\n") || message.contains("  1 allocation, 5 bytes\n"),
            "{message}"
        );
        assert!(message.contains(&asking_line()), "{message}");
        assert!(message.contains("asks_here"), "{message}");
        let frames: Vec<&str> = message.lines().filter(|line| line.starts_with("    ")).collect();
        assert!(!frames.iter().any(|frame| frame.contains(" in alloc::") || frame.contains("library/")), "{message}");
    }

    #[test]
    fn the_innermost_line_is_first_and_its_caller_follows() {
        let (_, trace) = trace(|| asks_here(5));
        let text = trace.ignoring_elsewhere().to_string();
        let frames: Vec<&str> = text.lines().filter(|line| line.starts_with("    ")).collect();
        assert!(frames[0].contains(&asking_line()), "{text}");
        assert!(frames[1].contains("the_innermost_line_is_first"), "{text}");
    }

    #[test]
    fn a_reallocation_is_one_more() {
        let resize = || {
            let mut kept: Vec<u8> = black_box(Vec::with_capacity(1));
            kept.reserve_exact(100);
            kept
        };
        let message = panic_message(|| assert_allocations(1, resize));
        assert!(message.contains("counted  1 allocation, 1 reallocation, 101 bytes"), "{message}");
    }

    #[test]
    fn other_figures_show_both() {
        let message = panic_message(|| assert_allocations(Counts::once(4), || asks_here(5).len()));
        assert!(
            message.starts_with("expected allocations 1, deallocations 1, reallocations 0, requested_bytes 4,"),
            "{message}"
        );
        assert!(
            message.contains("\ncounted  allocations 1, deallocations 1, reallocations 0, requested_bytes 5,"),
            "{message}"
        );
    }

    #[test]
    fn work_on_other_threads_is_named_with_its_line() {
        let message = panic_message(|| assert_allocations(0, || thread::spawn(|| asks_here(5).len()).join().unwrap()));
        assert!(message.starts_with("the work was never undisturbed in 30 runs"), "{message}");
        let elsewhere = message.split("on threads that are not counted:").nth(1).unwrap_or_default();
        assert!(elsewhere.contains(&asking_line()), "{message}");
    }

    #[test]
    fn what_only_the_first_run_asks_for_is_said() {
        let mut kept: Vec<u8> = Vec::new();
        let message = panic_message(|| {
            assert_allocations(0, || {
                if kept.capacity() == 0 {
                    kept.reserve_exact(10);
                }
            });
        });
        assert!(message.contains("it does so in its first runs only"), "{message}");
    }

    /// The first run is repeated because of the thread, and the second asks for nothing.
    #[test]
    fn what_only_a_disturbed_first_run_asks_for_is_said() {
        let mut kept: Vec<u8> = Vec::new();
        let message = panic_message(|| {
            assert_allocations(0, || {
                if kept.capacity() == 0 {
                    kept.reserve_exact(10);
                    thread::spawn(|| asks_here(5).len()).join().unwrap();
                }
            });
        });
        assert!(message.contains("it does so in its first runs only"), "{message}");
    }

    /// The standard library allocates while it holds the lock that all backtraces take.
    #[test]
    fn work_that_takes_a_backtrace_is_traced() {
        let (_, trace) = trace(|| (Backtrace::force_capture(), asks_here(5)));
        assert!(trace.to_string().contains(&asking_line()), "{trace}");
    }

    #[test]
    fn of_many_calls_the_rest_is_counted() {
        let (_, trace) = trace(|| (0..100).map(asks_here).map(|bytes| bytes.len()).sum::<usize>());
        let text = trace.ignoring_elsewhere().to_string();
        // One of a hundred asks for nothing.
        assert!(text.contains("and 35 more calls, without their stacks"), "{text}");
    }

    #[inline(never)]
    fn deep(levels: usize) -> usize {
        if levels == 0 { asks_here(5).capacity() } else { black_box(deep(levels - 1)) }
    }

    #[test]
    fn of_a_deep_stack_both_ends_are_shown() {
        let (_, trace) = trace(|| deep(20));
        let text = trace.ignoring_elsewhere().to_string();
        assert_eq!(text.lines().filter(|line| line.starts_with("    ")).count(), 9, "{text}");
        assert!(text.contains(&asking_line()) && text.contains("    ... 15 more ...\n"), "{text}");
        assert!(text.contains("of_a_deep_stack_both_ends_are_shown"), "{text}");
    }

    #[test]
    fn nothing_is_nothing() {
        let mut is_empty = false;
        // A thread of the test runner may ask meanwhile.
        for _ in 0..30 {
            is_empty |= trace(|| black_box(1)).1.is_empty();
        }
        assert!(is_empty);
    }

    #[test]
    fn a_trace_inside_a_count_is_refused() {
        let payload = catch_unwind(|| count(|| trace(|| 1))).unwrap_err();
        assert!(payload.downcast_ref::<&str>().unwrap().starts_with("count() inside count()"));
    }

    #[test]
    fn a_panic_inside_a_trace_leaves_the_next_count_right() {
        assert!(catch_unwind(|| trace(|| panic!("on purpose"))).is_err());
        assert_eq!(count_undisturbed(|| asks_here(5).capacity()).1, Counts::once(5));
    }

    unsafe extern "C" {
        safe fn count_allocations_asked(bytes: usize);
    }

    /// The name at which a debugger stops is one that the linker knows.
    #[test]
    fn a_debugger_finds_the_name() {
        count_allocations_asked(1);
    }
}
