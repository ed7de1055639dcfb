//! Times of every case, under the plain system allocator.

instruments::benches!(optimised_away::EXPERIMENT);
