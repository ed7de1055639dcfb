//! Heap profiles of every case, by dhat.

instruments::heap_profile!(heap_profile::EXPERIMENT);
