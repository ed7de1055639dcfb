//! Heap profiles of every case, by dhat.

instruments::heap_profile!(trait_object_argument::EXPERIMENT);
