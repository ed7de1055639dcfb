//! Times of every case, under the plain system allocator.

harness::benches!(text_types::EXPERIMENT);
