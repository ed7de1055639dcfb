//! Times of every case, under the plain system allocator.

instruments::benches!(stream_replace::EXPERIMENT);
