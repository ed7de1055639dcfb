//! The requests of the work, counted around mimalloc.

#[path = "../shared/programs.rs"]
mod programs;

use count_allocations::CountingAround;
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: CountingAround<MiMalloc> = CountingAround(MiMalloc);

fn main() -> anyhow::Result<()> {
    programs::count()
}
