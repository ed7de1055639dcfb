//! Do the test runner's own threads change what a process-wide counter says?
//!
//! Each test here looks at the same work twice: through `stats_alloc` without a gate, which counts the whole process, and
//! through the gate. The gate must be right. The other is not asserted, because it is wrong on some runs and not on others:
//! where the variable `POLLUTION_LOG` names a file, each test adds a line with both counts, and the chapter's findings run
//! this binary many times and counts the runs in which either was wrong.

#![allow(
    unsafe_code,
    reason = "a global allocator is an unsafe trait; every method forwards to stats_alloc around the gate"
)]

use count_allocations::{CountingAllocator, count};
use stats_alloc::{Region, StatsAlloc};
use std::alloc::{GlobalAlloc, Layout};
use std::fs::OpenOptions;
use std::hint::black_box;
use std::io::Write;
use std::sync::OnceLock;

#[global_allocator]
static ALLOCATOR: UngatedAroundGate = UngatedAroundGate;

/// `stats_alloc` around the gate: the outer one counts every thread, the gate inside it those that are measured.
struct UngatedAroundGate;

static UNGATED: OnceLock<StatsAlloc<CountingAllocator>> = OnceLock::new();

/// Made on the first allocation of the process, without allocating.
fn ungated() -> &'static StatsAlloc<CountingAllocator> {
    UNGATED.get_or_init(|| StatsAlloc::new(CountingAllocator))
}

// SAFETY: every method forwards its arguments unchanged.
unsafe impl GlobalAlloc for UngatedAroundGate {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { ungated().alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { ungated().alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { ungated().dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { ungated().realloc(block, layout, new_size) }
    }
}

// ANCHOR: look
const BLOCKS: u64 = 1000;

fn work() {
    for _ in 0..BLOCKS {
        drop(black_box(Box::new([0_u8; 64])));
    }
}

fn look() {
    let region = Region::new(ungated());
    work();
    let ungated = region.change().allocations;
    let gated = count(work).1.allocations;
    log(ungated, gated);
    assert_eq!(gated, BLOCKS);
}
// ANCHOR_END: look

/// Adds `wrong right`, say, to the file: what each counter was.
fn log(ungated: usize, gated: u64) {
    let Some(path) = std::env::var_os("POLLUTION_LOG") else { return };
    let is_right = |is_right: bool| if is_right { "right" } else { "wrong" };
    let line = format!("{} {}\n", is_right(ungated as u64 == BLOCKS), is_right(gated == BLOCKS));
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the file can be opened");
    file.write_all(line.as_bytes()).expect("the file can be written");
}

#[test]
fn the_gate_is_right_in_the_first_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_second_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_third_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_fourth_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_fifth_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_sixth_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_seventh_of_eight_tests() {
    look();
}

#[test]
fn the_gate_is_right_in_the_eighth_of_eight_tests() {
    look();
}
