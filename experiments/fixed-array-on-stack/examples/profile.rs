//! Heap profiles of every case, by dhat.

instruments::heap_profile!(fixed_array_on_stack::EXPERIMENT);
