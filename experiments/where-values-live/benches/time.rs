//! Times of every case, under the plain system allocator.

harness::benches!(where_values_live::EXPERIMENT);
