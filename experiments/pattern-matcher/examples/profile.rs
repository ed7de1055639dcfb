//! Heap profiles of every case, by dhat.

instruments::heap_profile!(pattern_matcher::EXPERIMENT);
