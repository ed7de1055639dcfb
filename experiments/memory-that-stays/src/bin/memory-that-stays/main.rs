//! The runs of the chapter, under the system allocator.

mod runs;

use runs::{HEAPS, RUNS};

fn main() -> anyhow::Result<()> {
    memory_probe::program::main(RUNS, HEAPS, None)
}
