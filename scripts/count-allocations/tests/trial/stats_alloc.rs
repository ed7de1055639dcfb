//! Eight tests, and `stats_alloc` as its documentation shows it.

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

mod eight;
mod work;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn assert_nothing(work: fn()) {
    let region = Region::new(ALLOCATOR);
    work();
    assert_eq!(region.change().allocations, 0);
}
