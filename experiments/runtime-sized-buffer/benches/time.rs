//! Times of every case, under the plain system allocator.

harness::benches!(runtime_sized_buffer::EXPERIMENT);
