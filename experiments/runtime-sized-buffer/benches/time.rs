//! Times of every case, under the plain system allocator.

instruments::benches!(runtime_sized_buffer::EXPERIMENT);
