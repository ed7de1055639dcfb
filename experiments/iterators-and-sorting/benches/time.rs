//! Times of every case, under the plain system allocator.

harness::benches!(iterators_and_sorting::EXPERIMENT);
