//! Times of every case, under the plain system allocator.

harness::benches!(standard_library::EXPERIMENT);
