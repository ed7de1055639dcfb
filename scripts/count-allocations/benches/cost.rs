//! What does counting cost?
//!
//! `cargo bench -p count-allocations --bench cost` prints, for two kinds of work on one thread and on two, nanoseconds
//! per block made and freed, and the ratio to the system allocator. Rounds are interleaved, so that what else the machine does hits
//! all of them; a ratio is that of the fastest rounds, and the spread beside it is that of the ratios within a round (quartiles).
//! Two threads need two idle processors: where they have to share one, the spread is wide and the ratio says little.
//!
//! An argument selects rows by the beginning of their name: `-- "one thread"`.

#![allow(unsafe_code, reason = "allocators are called directly, so that all of them are measured in one program")]

use count_allocations::{CountingAllocator, count, count_process, spawn_scoped};
use stats_alloc::INSTRUMENTED_SYSTEM;
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

const ROUNDS: usize = 200;
const BLOCKS: usize = 20_000;
/// Blocks that live together.
const TOGETHER: usize = 500;

/// As a program calls its global allocator: not inlined.
#[inline(never)]
fn make<A: GlobalAlloc>(allocator: &A, layout: Layout) -> *mut u8 {
    // SAFETY: no layout here is of size zero.
    unsafe { allocator.alloc(layout) }
}

#[inline(never)]
fn free<A: GlobalAlloc>(allocator: &A, block: *mut u8, layout: Layout) {
    // SAFETY: the block was made by `make`, with this allocator and this layout, and is freed once.
    unsafe { allocator.dealloc(block, layout) }
}

/// Each block is freed before the next is made: the cheapest work that an allocator has.
fn one_by_one<A: GlobalAlloc>(allocator: &A) {
    let layout = black_box(Layout::new::<[u64; 8]>());
    for _ in 0..BLOCKS {
        free(allocator, black_box(make(allocator, layout)), layout);
    }
}

/// Blocks of many sizes that live together.
fn together<A: GlobalAlloc>(allocator: &A) {
    let mut blocks = [std::ptr::null_mut(); TOGETHER];
    let layout = |block: usize| Layout::from_size_align(16 + block % 50 * 16, 8).expect("a valid layout");
    for _ in 0..BLOCKS / TOGETHER {
        for (index, block) in blocks.iter_mut().enumerate() {
            *block = make(allocator, layout(index));
        }
        for (index, block) in black_box(&mut blocks).iter_mut().enumerate() {
            free(allocator, *block, layout(index));
        }
    }
}

/// Nanoseconds per block.
fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_nanos() as f64 / BLOCKS as f64
}

/// Both threads do the work at once, each once; nanoseconds per block from the first one's start to the last one's end.
fn time_two(is_counted: bool, work: impl Fn() + Sync) -> f64 {
    let ready = AtomicUsize::new(0);
    let timed = || {
        ready.fetch_add(1, SeqCst);
        while ready.load(SeqCst) < 2 {
            std::hint::spin_loop();
        }
        let start = Instant::now();
        work();
        (start, Instant::now())
    };
    let both = || {
        thread::scope(|scope| {
            let second = if is_counted { spawn_scoped(scope, timed) } else { scope.spawn(timed) };
            let first = timed();
            let second = second.join().expect("the work does not panic");
            first.1.max(second.1) - first.0.min(second.0)
        })
    };
    let elapsed = if is_counted { count(both).0 } else { both() };
    elapsed.as_nanos() as f64 / BLOCKS as f64
}

/// What is measured, and one round of it: nanoseconds per block.
type Row = (&'static str, fn() -> f64);

const SYSTEM: &str = "system allocator";

const ROWS: [Row; 19] = [
    ("one thread, one by one, system allocator", || time(|| one_by_one(&System))),
    ("one thread, one by one, no measurement open", || time(|| one_by_one(&ALLOCATOR))),
    ("one thread, one by one, count", || count(|| time(|| one_by_one(&ALLOCATOR))).0),
    ("one thread, one by one, count_process", || count_process(|| time(|| one_by_one(&ALLOCATOR))).0),
    ("one thread, one by one, stats_alloc", || time(|| one_by_one(&&INSTRUMENTED_SYSTEM))),
    ("one thread, together, system allocator", || time(|| together(&System))),
    ("one thread, together, no measurement open", || time(|| together(&ALLOCATOR))),
    ("one thread, together, count", || count(|| time(|| together(&ALLOCATOR))).0),
    ("one thread, together, count_process", || count_process(|| time(|| together(&ALLOCATOR))).0),
    ("one thread, together, stats_alloc", || time(|| together(&&INSTRUMENTED_SYSTEM))),
    ("two threads, one by one, system allocator", || time_two(false, || one_by_one(&System))),
    ("two threads, one by one, no measurement open", || time_two(false, || one_by_one(&ALLOCATOR))),
    ("two threads, one by one, count", || time_two(true, || one_by_one(&ALLOCATOR))),
    ("two threads, one by one, stats_alloc", || time_two(false, || one_by_one(&&INSTRUMENTED_SYSTEM))),
    ("two threads, together, system allocator", || time_two(false, || together(&System))),
    ("two threads, together, no measurement open", || time_two(false, || together(&ALLOCATOR))),
    ("two threads, together, count", || time_two(true, || together(&ALLOCATOR))),
    ("two threads, together, count_process", || count_process(|| time_two(false, || together(&ALLOCATOR))).0),
    ("two threads, together, stats_alloc", || time_two(false, || together(&&INSTRUMENTED_SYSTEM))),
];

fn main() {
    let beginning = std::env::args().nth(1).unwrap_or_default();
    let rows: Vec<Row> = ROWS.into_iter().filter(|(name, _)| name.starts_with(&beginning)).collect();
    let mut rounds = vec![Vec::with_capacity(ROUNDS); rows.len()];
    for _ in 0..ROUNDS {
        for ((_, run), times) in rows.iter().zip(&mut rounds) {
            times.push(run());
        }
    }
    println!("{:<46}{:>10}{:>8}   ratios within a round", "", "ns/block", "ratio");
    let mut system: &[f64] = rounds.first().map_or(&[], Vec::as_slice);
    for ((name, _), times) in rows.iter().zip(&rounds) {
        if name.ends_with(SYSTEM) {
            system = times;
        }
        let fastest = |times: &[f64]| times.iter().copied().fold(f64::INFINITY, f64::min);
        let mut ratios: Vec<f64> = times.iter().zip(system).map(|(time, system)| time / system).collect();
        ratios.sort_by(f64::total_cmp);
        let (low, high) = (ratios[ROUNDS / 4], ratios[ROUNDS * 3 / 4]);
        println!("{name:<46}{:>10.1}{:>8.2}   {low:.2} to {high:.2}", fastest(times), fastest(times) / fastest(system));
    }
}
