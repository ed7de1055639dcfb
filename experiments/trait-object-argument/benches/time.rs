//! Times of every case, under the plain system allocator.

instruments::benches!(trait_object_argument::EXPERIMENT);
