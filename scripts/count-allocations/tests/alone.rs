//! Is the counter right to the last call when nothing else runs in the program? One test after the other on the main thread, so
//! whatever is elsewhere is the work's own, and a count of the whole process is exact.
//!
//! The global allocator here is `stats_alloc` around the counting one, so that every figure can be held against `stats_alloc`'s,
//! which counts all threads; it also shows that another allocator may wrap the counting one.

#![allow(
    unsafe_code,
    reason = "a global allocator is an unsafe trait; every method forwards to stats_alloc around the counting allocator"
)]
#![allow(clippy::unwrap_used, reason = "these are tests, though the harness is not the standard one")]

use count_allocations::{CountingAllocator, Counts, Elsewhere, count, count_process, count_undisturbed, spawn};
use libtest_mimic::{Arguments, Failed, Trial};
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, Stats, StatsAlloc};
use std::alloc::{GlobalAlloc, Layout};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{OnceLock, mpsc};
use std::thread;
use tokio::runtime::Builder;

#[global_allocator]
static ALLOCATOR: Around = Around;

struct Around;

/// Made on the first allocation of the process, without allocating.
fn all() -> &'static StatsAlloc<CountingAllocator> {
    static ALL: OnceLock<StatsAlloc<CountingAllocator>> = OnceLock::new();
    ALL.get_or_init(|| StatsAlloc::new(CountingAllocator))
}

// SAFETY: every method forwards its arguments unchanged.
unsafe impl GlobalAlloc for Around {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { all().alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { all().alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { all().dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { all().realloc(block, layout, new_size) }
    }
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Then the tests run on the main thread.
    arguments.test_threads = Some(1);
    macro_rules! tests {
        ($($name:ident),* $(,)?) => {
            vec![$(Trial::test(stringify!($name), || { $name(); Ok::<(), Failed>(()) })),*]
        };
    }
    let tests = tests![
        random_operations_count_as_stats_alloc_counts_them,
        random_operations_on_two_threads_count_as_stats_alloc_counts_them,
        the_whole_process_counts_as_stats_alloc_counts_it,
        work_on_counted_threads_has_nothing_elsewhere,
        work_of_one_thread_counts_the_same_by_every_function,
        no_call_is_looked_at_while_no_measurement_is_open,
        a_count_inside_a_count_of_the_process_is_refused,
        a_panic_inside_a_count_of_the_process_leaves_counting_off,
        a_thread_of_spawn_is_counted_once_in_the_process,
        a_thread_that_outlives_its_count_is_an_error_until_it_has_ended,
        // Last: from here on, there are other threads.
        each_block_of_a_rayon_pool_is_elsewhere_or_in_the_process,
        each_block_of_a_tokio_runtime_is_elsewhere_or_in_the_process,
    ];
    libtest_mimic::run(&arguments, tests).exit_code()
}

fn panic_message<T>(work: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(work)).err().expect("it panics");
    payload
        .downcast::<String>()
        .map(|text| *text)
        .or_else(|payload| payload.downcast::<&str>().map(|text| (*text).to_owned()))
        .expect("its message is text")
}

fn boxes(blocks: usize) {
    for _ in 0..blocks {
        drop(black_box(Box::new(7_u64)));
    }
}

/// A small generator of numbers (xorshift), so that the operations are the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// What a list of blocks asked for: kept apart from both counters.
#[derive(Clone, Copy, Debug, Default)]
struct Book {
    requested: u64,
    live: i64,
    peak: i64,
}

impl Book {
    fn enter(&mut self, requested: usize, change: i64) {
        self.requested += requested as u64;
        self.live += change;
        self.peak = self.peak.max(self.live);
    }
}

/// Makes, zeroes, grows, shrinks and frees blocks in a random order, aligned in many ways; half of what is left stays live.
fn random_operations(seed: u64, operations: usize) -> (Vec<(*mut u8, Layout)>, Book) {
    let mut random = Random(seed);
    let mut book = Book::default();
    // The list itself is one block, and never grows.
    let mut blocks: Vec<(*mut u8, Layout)> = Vec::with_capacity(operations);
    let list = operations * size_of::<(*mut u8, Layout)>();
    book.enter(list, list as i64);
    for _ in 0..operations {
        let size = 1 + random.below(5000);
        match random.below(5) {
            kind @ (0 | 1) => {
                let layout = Layout::from_size_align(size, 1 << random.below(9)).expect("a valid layout");
                let block = if kind == 0 {
                    // SAFETY: the layout is not zero-sized.
                    unsafe { std::alloc::alloc(layout) }
                } else {
                    // SAFETY: the layout is not zero-sized.
                    unsafe { std::alloc::alloc_zeroed(layout) }
                };
                book.enter(size, size as i64);
                blocks.push((black_box(block), layout));
            }
            2 | 3 if !blocks.is_empty() => {
                let index = random.below(blocks.len());
                let (block, layout) = blocks[index];
                // SAFETY: the block is live and has this layout; the size is neither zero nor too large.
                let resized = unsafe { std::alloc::realloc(block, layout, size) };
                book.enter(size, size as i64 - layout.size() as i64);
                blocks[index] =
                    (black_box(resized), Layout::from_size_align(size, layout.align()).expect("a valid layout"));
            }
            _ if !blocks.is_empty() => {
                let index = random.below(blocks.len());
                let (block, layout) = blocks.swap_remove(index);
                book.enter(0, -(layout.size() as i64));
                // SAFETY: the block is live and has this layout; it was just removed from the list.
                unsafe { std::alloc::dealloc(block, layout) };
            }
            _ => {}
        }
    }
    (blocks, book)
}

fn free(blocks: Vec<(*mut u8, Layout)>) {
    for (block, layout) in blocks {
        // SAFETY: the block is live and has this layout.
        unsafe { std::alloc::dealloc(block, layout) };
    }
}

/// Calls and net bytes: what `stats_alloc` counts, too.
fn calls(counts: &Counts) -> [u64; 4] {
    [counts.allocations, counts.deallocations, counts.reallocations, counts.net_bytes]
}

/// The same figures by `stats_alloc`, of all threads.
fn calls_of_all<T>(work: impl FnOnce() -> T) -> (T, [u64; 4], i64) {
    let region = Region::new(all());
    let value = work();
    let stats = region.change();
    let calls =
        [stats.allocations, stats.deallocations, stats.reallocations, stats.bytes_allocated].map(|sum| sum as u64);
    (value, calls, stats.bytes_allocated as i64 - stats.bytes_deallocated as i64)
}

fn random_operations_count_as_stats_alloc_counts_them() {
    // Whether the allocator is installed is looked up once, which is a call more.
    count(|| ());
    for seed in 1..=200 {
        for is_process in [false, true] {
            let work = || random_operations(seed, 300);
            let measured = || if is_process { count_process(work) } else { count(work) };
            let (((blocks, book), counts), all, live) = calls_of_all(measured);
            free(blocks);
            assert_eq!(calls(&counts), all, "seed {seed}");
            assert_eq!(counts.end_bytes, live, "seed {seed}");
            assert_eq!((counts.requested_bytes, counts.end_bytes), (book.requested, book.live), "seed {seed}");
            assert_eq!(counts.peak_bytes, book.peak as u64, "seed {seed}");
            assert_eq!(counts.elsewhere, Elsewhere::NONE, "seed {seed}");
        }
    }
}

/// Two counted threads at once. What the standard library frees on them outside of their closures is not counted.
fn random_operations_on_two_threads_count_as_stats_alloc_counts_them() {
    for seed in 1..=200 {
        let both = || {
            let start = |seed| {
                spawn(move || {
                    let (blocks, book) = random_operations(seed, 300);
                    free(blocks);
                    book
                })
            };
            let (first, second) = (start(seed), start(seed + 1000));
            (first.join().unwrap(), second.join().unwrap())
        };
        let (((first, second), counts), all, _) = calls_of_all(|| count(both));
        let [allocations, deallocations, reallocations, net_bytes] = calls(&counts);
        assert_eq!([allocations, reallocations, net_bytes], [all[0], all[2], all[3]], "seed {seed}");
        assert!(deallocations <= all[1], "seed {seed}: {deallocations} of {}", all[1]);
        assert_eq!(counts.elsewhere, Elsewhere::NONE, "seed {seed}");
        let ((), starting) =
            count(|| [spawn(|| ()), spawn(|| ())].into_iter().for_each(|thread| thread.join().unwrap()));
        assert!(counts.requested_bytes >= first.requested + second.requested, "seed {seed}");
        let (least, most) =
            (first.peak.max(second.peak), first.peak + second.peak + starting.requested_bytes as i64 + 1000);
        assert!((least..=most).contains(&(counts.peak_bytes as i64)), "seed {seed}: {counts:?}");
    }
}

fn the_whole_process_counts_as_stats_alloc_counts_it() {
    let work = || {
        let threads = [1, 2, 3].map(|seed| {
            thread::spawn(move || {
                let (blocks, _) = random_operations(seed, 300);
                free(blocks);
            })
        });
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    };
    let (((), counts), all, live) = calls_of_all(|| count_process(work));
    assert_eq!(calls(&counts), all);
    assert_eq!(counts.end_bytes, live);
    assert_eq!(counts.elsewhere, Elsewhere::NONE);
    let ((), again) = count_process(work);
    assert_eq!(again.allocations, counts.allocations);
    assert_eq!(again.requested_bytes, counts.requested_bytes);
}

fn work_on_counted_threads_has_nothing_elsewhere() {
    for _ in 0..100 {
        let ((), counts) = count(|| spawn(|| boxes(10)).join().unwrap());
        counts.assert_nothing_elsewhere();
        let named = || thread::scope(|scope| count_allocations::spawn_scoped(scope, || boxes(10)).join().unwrap());
        count(named).1.assert_nothing_elsewhere();
    }
    let started = |blocks| count_undisturbed(move || spawn(move || boxes(blocks)).join().unwrap()).1;
    assert_eq!(started(1010).allocations, started(10).allocations + 1000);
}

fn work_of_one_thread_counts_the_same_by_every_function() {
    let work = || {
        let mut text = String::from("one");
        text.push_str(" and two, and more than the capacity of the first");
        black_box(vec![text, String::from("three")])
    };
    let (once, undisturbed, process) = (count(work).1, count_undisturbed(work).1, count_process(work).1);
    assert_eq!(once, undisturbed);
    assert_eq!(once, process);
    assert_eq!((once.allocations, once.reallocations), (3, 1));
}

/// The measurement with the fewest calls of twenty, after a call to warm up: a pool sometimes needs a block for itself, or frees one late.
fn least(measure: impl Fn() -> Counts) -> Counts {
    measure();
    let measured = (0..20).map(|_| measure());
    measured.min_by_key(|counts| counts.allocations + counts.deallocations + counts.elsewhere.allocations).unwrap()
}

fn vectors(vectors: u64) {
    (0..vectors).into_par_iter().for_each(|_| drop(black_box(Vec::<u8>::with_capacity(64))));
}

fn each_block_of_a_rayon_pool_is_elsewhere_or_in_the_process() {
    // Never dropped: its threads would end, and free what they have, during the next test.
    let pool = Box::leak(Box::new(ThreadPoolBuilder::new().num_threads(2).build().unwrap()));
    let install = |blocks| pool.install(|| vectors(blocks));
    let (nothing, thousand) = (least(|| count(|| install(0)).1), least(|| count(|| install(1000)).1));
    assert_eq!(thousand.elsewhere.allocations - nothing.elsewhere.allocations, 1000, "{nothing:?} {thousand:?}");
    assert_eq!(thousand.elsewhere.net_bytes - nothing.elsewhere.net_bytes, 64_000);
    assert_eq!(thousand.allocations, nothing.allocations, "the calling thread only waits");
    let (nothing, thousand) = (least(|| count_process(|| install(0)).1), least(|| count_process(|| install(1000)).1));
    assert_eq!(thousand.allocations - nothing.allocations, 1000, "{nothing:?} {thousand:?}");
    assert_eq!(thousand.deallocations - nothing.deallocations, 1000);
    assert_eq!(thousand.requested_bytes - nothing.requested_bytes, 64_000);
    assert_eq!(thousand.end_bytes, nothing.end_bytes);
    assert!((64..=2000).contains(&thousand.peak_bytes), "{thousand:?}");
}

fn each_block_of_a_tokio_runtime_is_elsewhere_or_in_the_process() {
    // Never dropped, as above.
    let runtime = Box::leak(Box::new(Builder::new_multi_thread().worker_threads(2).build().unwrap()));
    let ask = |bytes: usize| {
        let task = runtime.spawn(async move { black_box(vec![1_u8; bytes]).len() });
        assert_eq!(runtime.block_on(task).unwrap(), bytes);
    };
    let (small, large) = (least(|| count(|| ask(1)).1), least(|| count(|| ask(100_001)).1));
    assert_eq!(large.elsewhere.net_bytes - small.elsewhere.net_bytes, 100_000, "{small:?} {large:?}");
    assert_eq!(large.requested_bytes, small.requested_bytes);
    let (small, large) = (least(|| count_process(|| ask(1)).1), least(|| count_process(|| ask(100_001)).1));
    assert_eq!(large.requested_bytes - small.requested_bytes, 100_000, "{small:?} {large:?}");
    assert_eq!(large.allocations, small.allocations);
}

/// Between measurements no call reaches a counter: that is what makes them cheap.
fn no_call_is_looked_at_while_no_measurement_is_open() {
    let looked_at = |between: fn()| {
        between();
        let region = Region::new(&INSTRUMENTED_SYSTEM);
        thread::spawn(|| boxes(10)).join().unwrap();
        region.change()
    };
    assert_eq!(looked_at(|| count(|| boxes(1)).0), Stats::default());
    assert_eq!(looked_at(|| count_process(|| boxes(1)).0), Stats::default());
    assert_eq!(looked_at(|| drop(panic_message(|| count(|| panic!("on purpose"))))), Stats::default());
}

fn a_count_inside_a_count_of_the_process_is_refused() {
    let ((), _) = count_process(|| {
        for message in [panic_message(|| count(|| 1)), panic_message(|| count_process(|| 1))] {
            assert!(message.starts_with("count() inside count()"), "{message}");
        }
    });
    let message = panic_message(|| count(|| count_process(|| 1)));
    assert!(message.starts_with("count() inside count()"), "{message}");
    assert_eq!(count_process(|| boxes(1)).1, Counts::once(8));
}

fn a_panic_inside_a_count_of_the_process_leaves_counting_off() {
    assert_eq!(panic_message(|| count_process(|| panic!("on purpose"))), "on purpose");
    boxes(3);
    assert_eq!(count(|| boxes(1)).1, Counts::once(8));
    assert_eq!(count_process(|| boxes(1)).1, Counts::once(8));
}

fn a_thread_of_spawn_is_counted_once_in_the_process() {
    let started = |blocks| count_process(move || spawn(move || boxes(blocks)).join().unwrap()).1;
    let (few, many) = (started(10), started(1010));
    assert_eq!(many.allocations - few.allocations, 1000);
    assert_eq!(many.end_bytes, few.end_bytes);
}

fn a_thread_that_outlives_its_count_is_an_error_until_it_has_ended() {
    let (end, ended) = mpsc::channel::<()>();
    let mut child = None;
    let message = panic_message(|| count(|| child = Some(spawn(move || ended.recv()))));
    assert!(message.contains("outlives the counted closure; join it inside"), "{message}");

    for message in [panic_message(|| count(|| 1)), panic_message(|| count_process(|| 1))] {
        assert!(message.contains("in an earlier measurement is still running"), "{message}");
    }

    end.send(()).unwrap();
    child.unwrap().join().unwrap().unwrap();
    assert_eq!(count(|| drop(black_box(Box::new(1_u64)))).1, Counts::once(8));
}
