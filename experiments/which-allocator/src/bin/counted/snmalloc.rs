//! The requests of the work, counted around snmalloc.

#[path = "../shared/programs.rs"]
mod programs;

use count_allocations::CountingAround;
use snmalloc_rs::SnMalloc;

#[global_allocator]
static ALLOCATOR: CountingAround<SnMalloc> = CountingAround(SnMalloc);

fn main() -> anyhow::Result<()> {
    programs::count()
}
