//! Times of every case, under the plain system allocator.

harness::benches!(trait_object_argument::EXPERIMENT);
