//! Times of every case, under the plain system allocator.

instruments::benches!(pointer_laundering::EXPERIMENT);
