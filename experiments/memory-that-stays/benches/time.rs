//! Times of every case, under the plain system allocator.

harness::benches!(memory_that_stays::EXPERIMENT);
