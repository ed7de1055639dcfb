//! Times of every case, under the plain system allocator.

instruments::benches!(boxed_return::EXPERIMENT);
