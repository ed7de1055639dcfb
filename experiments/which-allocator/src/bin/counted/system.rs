//! The requests of the work, counted around system.

#[path = "../shared/programs.rs"]
mod programs;

use count_allocations::CountingAround;
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: CountingAround<System> = CountingAround(System);

fn main() -> anyhow::Result<()> {
    programs::count()
}
