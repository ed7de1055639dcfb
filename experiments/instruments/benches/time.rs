//! Times of every case, under the plain system allocator.

instruments::benches!(instruments::chapter::EXPERIMENT);
