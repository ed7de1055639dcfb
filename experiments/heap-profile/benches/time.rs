//! Times of every case, under the plain system allocator.

instruments::benches!(heap_profile::EXPERIMENT);
