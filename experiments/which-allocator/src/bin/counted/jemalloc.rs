//! The requests of the work, counted around jemalloc.

#[path = "../shared/programs.rs"]
mod programs;

use count_allocations::CountingAround;
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: CountingAround<Jemalloc> = CountingAround(Jemalloc);

fn main() -> anyhow::Result<()> {
    programs::count()
}
