//! Heap profiles of every case, by dhat.

instruments::heap_profile!(runtime_sized_buffer::EXPERIMENT);
