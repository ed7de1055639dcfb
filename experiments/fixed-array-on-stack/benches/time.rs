//! Times of every case, under the plain system allocator.

harness::benches!(fixed_array_on_stack::EXPERIMENT);
