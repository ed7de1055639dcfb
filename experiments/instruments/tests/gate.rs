//! Is the gate right about what it counts, and clear about what it refuses?

use instruments::{Exact, Gate, count, spawn, spawn_scoped};
use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, realloc};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Gate = Gate;

/// The message of a panic that is expected.
fn panic_message<T>(work: impl FnOnce() -> T) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(work)) else { return "no panic".to_owned() };
    payload
        .downcast::<String>()
        .map(|text| *text)
        .or_else(|payload| payload.downcast::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|_| "a payload that is no text".to_owned())
}

fn boxes(blocks: usize) {
    for _ in 0..blocks {
        drop(black_box(Box::new(7_u64)));
    }
}

#[test]
fn no_allocation_counts_as_none() {
    assert_eq!(count(|| black_box(1) + 1), (2, Exact::NONE));
}

#[test]
fn blocks_one_after_the_other_peak_at_one_block() {
    assert_eq!(count(|| boxes(5)).1, Exact::each(5, 8));
}

#[test]
fn blocks_held_together_peak_at_their_sum() {
    let hold = || {
        let first = black_box(Box::new([0_u8; 100]));
        let second = black_box(Box::new([0_u8; 28]));
        usize::from(first[0]) + usize::from(second[0])
    };
    assert_eq!(count(hold), (0, Exact::together(2, 128)));
}

#[test]
fn what_the_answer_owns_is_live_at_the_end() {
    let (kept, figures) = count(|| black_box(vec![1_u8; 300]));
    assert_eq!(figures, Exact { deallocations: 0, end_bytes: 300, ..Exact::once(300) });
    let ((), figures) = count(|| drop(kept));
    assert_eq!(figures, Exact { deallocations: 1, end_bytes: -300, ..Exact::NONE });
}

#[test]
fn a_reallocation_adds_its_full_size_to_requested_bytes_and_its_growth_to_net_bytes() {
    let resize = || {
        let mut bytes = Vec::<u8>::with_capacity(100);
        bytes.reserve_exact(250);
        bytes.shrink_to(40);
        black_box(bytes).capacity()
    };
    let expected = Exact {
        allocations: 1,
        deallocations: 1,
        reallocations: 2,
        requested_bytes: 100 + 250 + 40,
        net_bytes: 250,
        peak_bytes: 250,
        end_bytes: 0,
    };
    assert_eq!(count(resize), (40, expected));
}

#[test]
#[allow(unsafe_code, reason = "alignment and zeroing are arguments of the raw allocator calls")]
fn zeroed_and_highly_aligned_blocks_count_like_others() {
    let layout = Layout::from_size_align(3000, 4096).unwrap();
    let grown_layout = Layout::from_size_align(5000, 4096).unwrap();
    let (is_right, figures) = count(|| {
        // SAFETY: the layout is not zero-sized.
        let zeroed = black_box(unsafe { alloc_zeroed(layout) });
        assert!(!zeroed.is_null(), "there is memory for one page");
        // SAFETY: the block is not null, it is aligned, and its first eight bytes are zero, which is a number.
        let first = unsafe { zeroed.cast::<u64>().read() };
        // SAFETY: the block came from this allocator with this layout, and 5000 is not zero.
        let grown = black_box(unsafe { realloc(zeroed, layout, 5000) });
        assert!(!grown.is_null(), "there is memory for two pages");
        let is_right = first == 0 && grown.addr().is_multiple_of(4096);
        // SAFETY: the block was reallocated to 5000 bytes, at the same alignment.
        unsafe { dealloc(grown, grown_layout) };
        is_right
    });
    assert!(is_right, "the block is zeroed and keeps its alignment");
    let expected = Exact {
        allocations: 1,
        deallocations: 1,
        reallocations: 1,
        requested_bytes: 8000,
        net_bytes: 5000,
        peak_bytes: 5000,
        end_bytes: 0,
    };
    assert_eq!(figures, expected);
}

#[test]
#[allow(unsafe_code, reason = "no safe call asks for more than there is and goes on")]
fn an_allocation_that_fails_is_a_call_but_not_live() {
    let layout = Layout::from_size_align(isize::MAX as usize - 4096, 1).unwrap();
    let (is_null, figures) = count(|| {
        // SAFETY: the layout is not zero-sized.
        black_box(unsafe { alloc(black_box(layout)) }).is_null()
    });
    assert!(is_null, "no machine has this much memory");
    assert_eq!((figures.allocations, figures.peak_bytes, figures.end_bytes), (1, 0, 0));
}

#[test]
fn a_count_inside_a_count_is_refused() {
    let message = panic_message(|| count(|| count(|| boxes(1))));
    assert!(message.starts_with("count() inside count()"), "{message}");
    assert_eq!(count(|| boxes(1)).1, Exact::once(8));
}

#[test]
fn a_count_on_a_counted_thread_is_refused() {
    let ((message, ()), _) = count(|| {
        let child = spawn(|| panic_message(|| count(|| boxes(1))));
        (child.join().unwrap(), ())
    });
    assert!(message.starts_with("count() inside count()"), "{message}");
}

#[test]
fn a_panic_inside_a_count_leaves_counting_off() {
    assert_eq!(panic_message(|| count(|| panic!("on purpose"))), "on purpose");
    boxes(3);
    assert_eq!(count(|| boxes(1)).1, Exact::once(8));
}

#[test]
fn a_panic_on_a_counted_thread_leaves_the_next_count_right() {
    count(|| assert!(spawn(|| panic!("on purpose")).join().is_err()));
    assert_eq!(count(|| boxes(1)).1, Exact::once(8));
}

#[test]
fn a_thread_of_spawn_is_counted_and_one_of_the_standard_library_is_not() {
    let empty = count(|| spawn(|| ()).join().unwrap()).1;
    let counted = count(|| spawn(|| boxes(10)).join().unwrap()).1;
    let not_counted = count(|| thread::spawn(|| boxes(10)).join().unwrap()).1;
    assert_eq!(counted.allocations - empty.allocations, 10);
    assert_eq!(not_counted.allocations, empty.allocations);
}

#[test]
fn a_thread_started_by_a_counted_thread_is_counted() {
    let empty = count(|| spawn(|| spawn(|| ()).join().unwrap()).join().unwrap()).1;
    let counted = count(|| spawn(|| spawn(|| boxes(10)).join().unwrap()).join().unwrap()).1;
    assert_eq!(counted.allocations - empty.allocations, 10);
}

#[test]
fn the_peak_is_of_all_counted_threads_together() {
    let hold = |bytes: usize| {
        move || {
            let own = black_box(vec![0_u8; 10_000]);
            thread::scope(|scope| {
                let child = spawn_scoped(scope, move || black_box(vec![0_u8; bytes]).len());
                own.len() + child.join().unwrap()
            })
        }
    };
    let (small, large) = (count(hold(1)).1, count(hold(5001)).1);
    assert!(small.peak_bytes > 10_000, "the block made before the thread was started is part of the peak");
    assert_eq!(large.peak_bytes - small.peak_bytes, 5000);
    assert_eq!(large.requested_bytes - small.requested_bytes, 5000);
}

#[test]
fn what_a_counted_thread_returns_is_freed_by_the_counting_one() {
    let figures = count(|| drop(spawn(|| black_box(vec![0_u8; 77])).join().unwrap())).1;
    let empty = count(|| spawn(|| ()).join().unwrap()).1;
    assert_eq!(figures.deallocations, empty.deallocations + 1);
    assert_eq!(figures.end_bytes, empty.end_bytes);
}

#[test]
fn the_blocks_of_other_threads_are_not_counted() {
    let is_over = AtomicBool::new(false);
    let made = AtomicUsize::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(SeqCst) {
                boxes(100);
                made.fetch_add(100, SeqCst);
            }
        });
        for _ in 0..10 {
            let before = made.load(SeqCst);
            let figures = count(|| {
                while made.load(SeqCst) == before {
                    thread::yield_now();
                }
            });
            assert_eq!(figures.1, Exact::NONE);
        }
        is_over.store(true, SeqCst);
    });
}

#[test]
fn two_counts_at_once_wait_for_each_other() {
    let (send, receive) = mpsc::channel();
    let (began, inside) = (AtomicBool::new(false), AtomicBool::new(false));
    let started = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            let figures = count(|| {
                inside.store(true, SeqCst);
                began.store(true, SeqCst);
                // Long enough for the other thread to ask for its turn; a shorter wait makes the test weaker, not wrong.
                thread::sleep(Duration::from_millis(50));
                boxes(3);
                inside.store(false, SeqCst);
            });
            send.send(figures.1).unwrap();
        });
        while !began.load(SeqCst) {
            assert!(started.elapsed() < Duration::from_secs(60), "the first count never began");
            thread::yield_now();
        }
        let (was_inside, figures) = count(|| {
            let was_inside = inside.load(SeqCst);
            boxes(5);
            was_inside
        });
        assert!(!was_inside, "the second count began while the first was running");
        assert_eq!(figures, Exact::each(5, 8));
    });
    assert_eq!(receive.recv().unwrap(), Exact::each(3, 8));
}
