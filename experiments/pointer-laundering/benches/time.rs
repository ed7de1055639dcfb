//! Times of every case, under the plain system allocator.

harness::benches!(pointer_laundering::EXPERIMENT);
