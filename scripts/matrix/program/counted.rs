//! Declares `stats_alloc` as its global allocator, and counts by it.

mod cases;
mod mark;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    cases::run(|| {
        let stats = ALLOCATOR.stats();
        (stats.allocations, stats.reallocations)
    });
}
