//! What does it cost to make a block of heap memory and to free it, by its size, and what is that beside a call, a cache miss and a copy?

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    called,
    called::SIZED,
    called::PREPARED,
    made_and_freed,
    copied,
    dependent_loads,
    touched,
    kept_touched,
    zeroed,
    zeroed_touched,
    filled,
    grown_in_place,
    grown_hemmed_in,
    grown_mapped,
    one_at_a_time,
    freed_in_order,
    freed_in_reverse,
    freed_there,
    freed_there::HERE,
];

/// The size of a page in bytes, on this platform.
pub const PAGE: usize = 4096;

/// The sizes of the variants that touch what they make.
const TOUCHED: &[usize] = &[64, 4096, 65_536, 1 << 20, 16 << 20, 64 << 20];

/// How many blocks live together, or are made one after the other, in a call of the variants with many.
const MANY: u64 = 1000;

/// The sizes of those blocks.
const OF_MANY: &[usize] = &[64, 1024];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to make and free a block of heap memory, by its size?",
    baseline: "called",
    axis: Some(Axis {
        quantity: "size of the block",
        unit: "B",
        sizes: &[1, 8, 16, 64, 256, 1024, 4096, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 16 << 20, 64 << 20],
    }),
    variants: VARIANTS,
};

fn one_block(size: usize) -> Exact {
    Exact::once(size as u64)
}

fn many_together(size: usize) -> Exact {
    Exact::together(MANY, MANY * size as u64)
}

fn pages(size: usize) -> u64 {
    size.div_ceil(PAGE) as u64
}

/// A block and its neighbour live together; then the block grows to twice its size.
fn block_and_neighbour(size: usize) -> Exact {
    let (block, neighbour) = (size as u64, grown_in_place::NEIGHBOUR as u64);
    Exact {
        allocations: 2,
        deallocations: 2,
        reallocations: 1,
        requested_bytes: block + neighbour + 2 * block,
        net_bytes: 2 * block + neighbour,
        peak_bytes: 2 * block + neighbour,
        end_bytes: 0,
    }
}
