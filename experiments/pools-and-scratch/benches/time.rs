//! Times of every case, under the plain system allocator.

harness::benches!(pools_and_scratch::EXPERIMENT);
