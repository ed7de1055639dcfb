//! Heap profiles of every case, by dhat.

instruments::heap_profile!(optimised_away::EXPERIMENT);
