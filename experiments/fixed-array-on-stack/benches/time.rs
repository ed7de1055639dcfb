//! Times of every case, under the plain system allocator.

instruments::benches!(fixed_array_on_stack::EXPERIMENT);
