//! Heap profiles of every case, by dhat.

instruments::heap_profile!(where_values_live::EXPERIMENT);
