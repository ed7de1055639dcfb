//! The requests of the work, counted around dlmalloc.

#[path = "../shared/programs.rs"]
mod programs;

use count_allocations::CountingAround;
use dlmalloc::GlobalDlmalloc;

#[global_allocator]
static ALLOCATOR: CountingAround<GlobalDlmalloc> = CountingAround(GlobalDlmalloc);

fn main() -> anyhow::Result<()> {
    programs::count()
}
