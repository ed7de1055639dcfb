//! The runs of the chapter, with every request of the process counted.

#[path = "memory-that-stays/runs.rs"]
mod runs;

use record::memory::Requests;
use runs::{HEAPS, RUNS};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn requests() -> Requests {
    let stats = ALLOCATOR.stats();
    Requests {
        allocations: stats.allocations as u64,
        reallocations: stats.reallocations as u64,
        deallocations: stats.deallocations as u64,
        net_bytes: stats.bytes_allocated as u64,
    }
}

fn main() -> anyhow::Result<()> {
    memory_probe::program::main(RUNS, HEAPS, Some(requests))
}
