//! Times of every case, under the plain system allocator.

instruments::benches!(pattern_matcher::EXPERIMENT);
