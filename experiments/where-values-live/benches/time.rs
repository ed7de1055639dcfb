//! Times of every case, under the plain system allocator.

instruments::benches!(where_values_live::EXPERIMENT);
