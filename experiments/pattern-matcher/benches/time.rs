//! Times of every case, under the plain system allocator.

harness::benches!(pattern_matcher::EXPERIMENT);
