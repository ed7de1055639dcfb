//! Times of every case, under the plain system allocator.

harness::benches!(running_service::EXPERIMENT);
