//! Is the counter right about what it counts, clear about what it refuses, and never silent about work it can't see, under a test
//! runner with threads of its own?

#![allow(clippy::unwrap_used, reason = "these are tests, their helpers included")]

use count_allocations::{CountingAllocator, Counts, Elsewhere, count, count_undisturbed, spawn, spawn_scoped};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::alloc::{Layout, alloc, alloc_zeroed, dealloc, realloc};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// The figures of the counted threads, whatever the test runner does meanwhile.
fn here<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    let (value, counts) = count(work);
    (value, counts.ignoring_elsewhere())
}

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

mod figures {
    use super::*;

    #[test]
    fn no_allocation_counts_as_none() {
        assert_eq!(count_undisturbed(|| black_box(1) + 1), (2, Counts::NONE));
    }

    #[test]
    fn blocks_one_after_the_other_peak_at_one_block() {
        assert_eq!(count_undisturbed(|| boxes(5)).1, Counts::each(5, 8));
    }

    #[test]
    fn blocks_held_together_peak_at_their_sum() {
        let hold = || {
            let first = black_box(Box::new([0_u8; 100]));
            let second = black_box(Box::new([0_u8; 28]));
            usize::from(first[0]) + usize::from(second[0])
        };
        assert_eq!(count_undisturbed(hold), (0, Counts::together(2, 128)));
    }

    #[test]
    fn what_the_answer_owns_is_live_at_the_end() {
        let (kept, counts) = count_undisturbed(|| black_box(vec![1_u8; 300]));
        assert_eq!(counts, Counts { deallocations: 0, end_bytes: 300, ..Counts::once(300) });
        let ((), counts) = here(|| drop(kept));
        assert_eq!(counts, Counts { deallocations: 1, end_bytes: -300, ..Counts::NONE });
    }

    #[test]
    fn a_reallocation_adds_its_full_size_to_requested_bytes_and_its_growth_to_net_bytes() {
        let resize = || {
            let mut bytes = Vec::<u8>::with_capacity(100);
            bytes.reserve_exact(250);
            bytes.shrink_to(40);
            black_box(bytes).capacity()
        };
        let expected = Counts {
            allocations: 1,
            deallocations: 1,
            reallocations: 2,
            requested_bytes: 100 + 250 + 40,
            net_bytes: 250,
            peak_bytes: 250,
            end_bytes: 0,
            elsewhere: Elsewhere::NONE,
        };
        assert_eq!(count_undisturbed(resize), (40, expected));
    }

    #[test]
    #[allow(unsafe_code, reason = "alignment and zeroing are arguments of the raw allocator calls")]
    fn zeroed_and_highly_aligned_blocks_count_like_others() {
        let layout = Layout::from_size_align(3000, 4096).unwrap();
        let grown_layout = Layout::from_size_align(5000, 4096).unwrap();
        let (is_right, counts) = count_undisturbed(|| {
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
        let expected = Counts {
            allocations: 1,
            deallocations: 1,
            reallocations: 1,
            requested_bytes: 8000,
            net_bytes: 5000,
            peak_bytes: 5000,
            ..Counts::NONE
        };
        assert_eq!(counts, expected);
    }

    #[test]
    #[allow(unsafe_code, reason = "no safe call asks for more than there is and goes on")]
    fn an_allocation_that_fails_is_a_call_but_not_live() {
        let layout = Layout::from_size_align(isize::MAX as usize - 4096, 1).unwrap();
        let (is_null, counts) = count_undisturbed(|| {
            // SAFETY: the layout is not zero-sized.
            black_box(unsafe { alloc(black_box(layout)) }).is_null()
        });
        assert!(is_null, "no machine has this much memory");
        assert_eq!((counts.allocations, counts.peak_bytes, counts.end_bytes), (1, 0, 0));
        // Together they ask for more bytes than a number of 64 bits can say.
        let three_times = || {
            for _ in 0..3 {
                // SAFETY: as above.
                assert!(black_box(unsafe { alloc(black_box(layout)) }).is_null());
            }
        };
        let ((), counts) = count_undisturbed(three_times);
        assert_eq!((counts.allocations, counts.peak_bytes, counts.end_bytes), (3, 0, 0));
    }

    #[test]
    #[allow(unsafe_code, reason = "no safe call asks for more than there is and goes on")]
    fn a_reallocation_that_fails_is_a_call_but_not_live() {
        let layout = Layout::from_size_align(100, 1).unwrap();
        let too_much = isize::MAX as usize - 4096;
        let (is_null, counts) = count_undisturbed(|| {
            // SAFETY: the layout is not zero-sized.
            let block = black_box(unsafe { alloc(layout) });
            // SAFETY: the block came from this allocator with this layout; the new size is not zero and less than `isize::MAX`.
            let is_null = black_box(unsafe { realloc(block, layout, black_box(too_much)) }).is_null();
            // SAFETY: the reallocation failed, so the block is still there.
            unsafe { dealloc(block, layout) };
            is_null
        });
        assert!(is_null, "no machine has this much memory");
        assert_eq!(counts.requested_bytes, too_much as u64, "the growth was asked for");
        assert_eq!((counts.reallocations, counts.peak_bytes, counts.end_bytes), (1, 100, 0));
    }
}

mod refused {
    use super::*;

    #[test]
    fn a_count_inside_a_count_is_refused() {
        let message = panic_message(|| count(|| count(|| boxes(1))));
        assert!(message.starts_with("count() inside count()"), "{message}");
        assert_eq!(count_undisturbed(|| boxes(1)).1, Counts::once(8));
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
        assert_eq!(count_undisturbed(|| boxes(1)).1, Counts::once(8));
    }

    #[test]
    fn a_panic_on_a_counted_thread_leaves_the_next_count_right() {
        count(|| assert!(spawn(|| panic!("on purpose")).join().is_err()));
        assert_eq!(count_undisturbed(|| boxes(1)).1, Counts::once(8));
    }
}

mod threads {
    use super::*;

    #[test]
    fn a_thread_of_spawn_is_counted_and_one_of_the_standard_library_is_not() {
        let empty = here(|| spawn(|| ()).join().unwrap()).1;
        let counted = here(|| spawn(|| boxes(10)).join().unwrap()).1;
        let not_counted = here(|| thread::spawn(|| boxes(10)).join().unwrap()).1;
        assert_eq!(counted.allocations - empty.allocations, 10);
        assert_eq!(not_counted.allocations, empty.allocations);
    }

    #[test]
    fn a_thread_started_by_a_counted_thread_is_counted() {
        let empty = here(|| spawn(|| spawn(|| ()).join().unwrap()).join().unwrap()).1;
        let counted = here(|| spawn(|| spawn(|| boxes(10)).join().unwrap()).join().unwrap()).1;
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
        let (small, large) = (here(hold(1)).1, here(hold(5001)).1);
        assert!(small.peak_bytes > 10_000, "the block made before the thread was started is part of the peak");
        assert_eq!(large.peak_bytes - small.peak_bytes, 5000);
        assert_eq!(large.requested_bytes - small.requested_bytes, 5000);
    }

    #[test]
    fn what_a_counted_thread_returns_is_freed_by_the_counting_one() {
        let counts = here(|| drop(spawn(|| black_box(vec![0_u8; 77])).join().unwrap())).1;
        let empty = here(|| spawn(|| ()).join().unwrap()).1;
        assert_eq!(counts.deallocations, empty.deallocations + 1);
        assert_eq!(counts.end_bytes, empty.end_bytes);
    }

    /// Two threads take turns, so the peak is exact: the second makes and frees a block while the first holds one, and another
    /// when the first has freed it.
    #[test]
    fn the_peak_is_exact_when_the_work_orders_its_threads() {
        let peak = |first: usize, second: usize, third: usize| {
            let turn = AtomicUsize::new(0);
            let wait_for = |number: usize| {
                while turn.load(SeqCst) < number {
                    thread::yield_now();
                }
            };
            let take_turns = || {
                thread::scope(|scope| {
                    let child = spawn_scoped(scope, || {
                        wait_for(1);
                        drop(black_box(vec![0_u8; second]));
                        turn.store(2, SeqCst);
                        wait_for(3);
                        drop(black_box(vec![0_u8; third]));
                    });
                    let held = black_box(vec![0_u8; first]);
                    turn.store(1, SeqCst);
                    wait_for(2);
                    drop(held);
                    turn.store(3, SeqCst);
                    child.join().unwrap();
                });
            };
            here(take_turns).1.peak_bytes
        };
        let thread = peak(1_000_000, 500_000, 1) - 1_500_000;
        assert_eq!(
            peak(1_000_000, 500_000, 1_400_000) - thread,
            1_500_000,
            "the third block meets neither of the others"
        );
        assert_eq!(peak(1_000_000, 500_000, 1_600_000) - thread, 1_600_000);
        assert_eq!(peak(1_000_000, 1, 1) - thread, 1_000_001);
    }

    #[test]
    fn the_blocks_of_other_threads_are_not_counted() {
        let is_over = AtomicBool::new(false);
        let made = AtomicUsize::new(0);
        let counted = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(SeqCst) {
                    boxes(100);
                    made.fetch_add(100, SeqCst);
                }
            });
            let counted = [(); 10].map(|()| {
                count(|| {
                    let before = made.load(SeqCst);
                    // The first hundred may have begun before the measurement.
                    while made.load(SeqCst) < before + 200 {
                        thread::yield_now();
                    }
                })
            });
            is_over.store(true, SeqCst);
            counted
        });
        for ((), counts) in counted {
            assert_eq!(counts.ignoring_elsewhere(), Counts::NONE);
            assert!(counts.elsewhere.allocations >= 100, "but they are shown: {counts:?}");
        }
    }

    #[test]
    fn two_counts_at_once_wait_for_each_other() {
        let (send, receive) = mpsc::channel();
        let (began, inside) = (AtomicBool::new(false), AtomicBool::new(false));
        let started = Instant::now();
        thread::scope(|scope| {
            scope.spawn(|| {
                let counts = here(|| {
                    inside.store(true, SeqCst);
                    began.store(true, SeqCst);
                    // Long enough for the other thread to ask for its turn; a shorter wait makes the test weaker, not wrong.
                    thread::sleep(Duration::from_millis(50));
                    boxes(3);
                    inside.store(false, SeqCst);
                });
                send.send(counts.1).unwrap();
            });
            while !began.load(SeqCst) {
                assert!(started.elapsed() < Duration::from_secs(60), "the first count never began");
                thread::yield_now();
            }
            let (was_inside, counts) = here(|| {
                let was_inside = inside.load(SeqCst);
                boxes(5);
                was_inside
            });
            assert!(!was_inside, "the second count began while the first was running");
            assert_eq!(counts, Counts::each(5, 8));
        });
        assert_eq!(receive.recv().unwrap(), Counts::each(3, 8));
    }
}

/// Work on threads that are not counted is never taken for no work.
mod elsewhere {
    use super::*;

    const VECTORS: u64 = 1000;

    fn vectors() {
        (0..VECTORS).into_par_iter().for_each(|_| drop(black_box(Vec::<u8>::with_capacity(64))));
    }

    fn pool() -> ThreadPool {
        ThreadPoolBuilder::new().num_threads(2).build().unwrap()
    }

    fn runtime() -> Runtime {
        Builder::new_multi_thread().worker_threads(2).build().unwrap()
    }

    async fn eight_tasks() {
        let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(async { black_box(vec![1_u8; 100_000]).len() })).collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), 100_000);
        }
    }

    /// The work is seen by one measurement, and fails an exact expectation, however often it is repeated.
    fn assert_is_seen(allocations: u64, bytes: u64, mut work: impl FnMut()) {
        let ((), counts) = count(&mut work);
        let elsewhere = counts.elsewhere;
        assert!(elsewhere.allocations >= allocations && elsewhere.net_bytes >= bytes, "{counts:?}");
        assert_ne!(counts, counts.ignoring_elsewhere());
        let message = panic_message(|| counts.assert_nothing_elsewhere());
        assert!(message.starts_with("threads that are not counted asked the allocator meanwhile: "), "{message}");
        assert!(message.contains("not those of std::thread, rayon, tokio or another pool"), "{message}");
        assert!(
            message.contains("start them through spawn, or count the whole process with count_process"),
            "{message}"
        );
        let message = panic_message(|| count_undisturbed(work));
        assert!(
            message.starts_with("the work was never undisturbed in 30 runs; in the last one, threads"),
            "{message}"
        );
        assert!(message.contains("count the whole process with count_process"), "{message}");
    }

    #[test]
    fn work_in_a_rayon_pool_made_before() {
        let pool = pool();
        assert_is_seen(VECTORS, VECTORS * 64, || pool.install(vectors));
    }

    #[test]
    fn work_in_a_rayon_pool_made_inside() {
        assert_is_seen(VECTORS, VECTORS * 64, || pool().install(vectors));
    }

    #[test]
    fn work_in_rayons_global_pool() {
        assert_is_seen(VECTORS, VECTORS * 64, vectors);
    }

    #[test]
    fn work_in_a_tokio_runtime_made_before() {
        let runtime = runtime();
        assert_is_seen(8, 800_000, || runtime.block_on(eight_tasks()));
    }

    #[test]
    fn work_in_a_tokio_runtime_made_inside() {
        assert_is_seen(8, 800_000, || runtime().block_on(eight_tasks()));
    }

    #[test]
    fn blocking_work_of_tokio() {
        let runtime = runtime();
        let blocking = || black_box(vec![1_u8; 1000]).len();
        assert_is_seen(1, 1000, || assert_eq!(runtime.block_on(runtime.spawn_blocking(blocking)).unwrap(), 1000));
    }

    #[test]
    fn a_single_block_on_a_thread_of_the_standard_library() {
        assert_is_seen(1, 8, || thread::spawn(|| boxes(1)).join().unwrap());
    }

    #[test]
    fn a_reallocation_alone_is_seen() {
        let (send, receive) = mpsc::sync_channel::<Vec<u8>>(0);
        let (send_back, receive_back) = mpsc::sync_channel::<Vec<u8>>(0);
        let resizer = thread::spawn(move || {
            for mut bytes in receive {
                bytes.reserve_exact(1000);
                send_back.send(black_box(bytes)).unwrap();
            }
        });
        let give_and_take = || {
            send.send(Vec::with_capacity(10)).unwrap();
            receive_back.recv().unwrap()
        };
        drop(give_and_take());
        let (bytes, counts) = count(give_and_take);
        assert_eq!(bytes.capacity(), 1000);
        assert!(counts.elsewhere.reallocations >= 1 && counts.elsewhere.net_bytes >= 990, "{counts:?}");
        let resized_only = Elsewhere { allocations: 0, ..counts.elsewhere };
        assert!(!resized_only.is_none());
        drop(send);
        resizer.join().unwrap();
    }

    /// A current-thread runtime works on the thread that calls it.
    #[test]
    fn work_on_the_calling_thread_is_not_elsewhere() {
        let runtime = Builder::new_current_thread().build().unwrap();
        let (_, counts) = count_undisturbed(|| runtime.block_on(async { black_box(vec![1_u8; 1000]).len() }));
        assert_eq!(counts, Counts::once(1000));
    }

    #[test]
    fn nothing_elsewhere_is_asserted_without_a_word() {
        Counts::once(8).assert_nothing_elsewhere();
    }

    /// A neighbour allocates most of the time, as other tests of a program do.
    #[test]
    fn a_neighbour_delays_an_undisturbed_count_and_does_not_fail_it() {
        let is_over = AtomicBool::new(false);
        let counted = thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(SeqCst) {
                    boxes(10_000);
                    thread::sleep(Duration::from_micros(100));
                }
            });
            let counted = [(); 20].map(|()| catch_unwind(|| count_undisturbed(|| boxes(5)).1));
            is_over.store(true, SeqCst);
            counted
        });
        for counts in counted {
            assert_eq!(counts.unwrap(), Counts::each(5, 8));
        }
    }
}

/// Eight tests at once, with the runner's threads between them: where a process-wide counter is wrong in one run of five.
mod eight_tests {
    use super::*;

    const BLOCKS: u64 = 1000;

    fn look() {
        let work = || {
            for _ in 0..BLOCKS {
                drop(black_box(Box::new([0_u8; 64])));
            }
        };
        assert_eq!(here(work).1, Counts::each(BLOCKS, 64));
        assert_eq!(count_undisturbed(work).1, Counts::each(BLOCKS, 64));
    }

    #[test]
    fn the_count_is_right_in_the_first_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_second_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_third_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_fourth_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_fifth_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_sixth_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_seventh_of_eight_tests() {
        look();
    }

    #[test]
    fn the_count_is_right_in_the_eighth_of_eight_tests() {
        look();
    }
}
