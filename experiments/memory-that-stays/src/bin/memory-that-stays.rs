//! The runs of the chapter, under the system allocator.

use memory_that_stays::runs::{HEAPS, RUNS};

fn main() -> anyhow::Result<()> {
    memory_probe::program::main(RUNS, HEAPS, None)
}
