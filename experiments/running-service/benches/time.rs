//! Times of every case, under the plain system allocator.

instruments::benches!(running_service::EXPERIMENT);
