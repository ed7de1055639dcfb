//! Times of every case, under the plain system allocator.

instruments::benches!(growing_vec::EXPERIMENT);
