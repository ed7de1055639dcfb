//! Heap profiles of every case, by dhat.

instruments::heap_profile!(growing_vec::EXPERIMENT);
