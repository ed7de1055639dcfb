//! Heap profiles of every case, by dhat.

instruments::heap_profile!(instruments::chapter::EXPERIMENT);
