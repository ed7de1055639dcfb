//! Times of every case, under the plain system allocator.

harness::benches!(when_allocation_fails::EXPERIMENT);
