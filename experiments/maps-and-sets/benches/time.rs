//! Times of every case, under the plain system allocator.

harness::benches!(maps_and_sets::EXPERIMENT);
