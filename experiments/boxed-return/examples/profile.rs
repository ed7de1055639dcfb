//! Heap profiles of every case, by dhat.

instruments::heap_profile!(boxed_return::EXPERIMENT);
