//! Eight tests, and the counter of this crate.

use count_allocations::{CountingAllocator, assert_allocations};

mod eight;
mod work;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

fn assert_nothing(work: fn()) {
    assert_allocations(0, work);
}
