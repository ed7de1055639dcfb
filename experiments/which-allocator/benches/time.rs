//! Times of every case, under the plain system allocator.

harness::benches!(which_allocator::EXPERIMENT);
