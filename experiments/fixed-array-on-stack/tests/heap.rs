//! dhat against the declaration, for every case.

instruments::heap_tests!(fixed_array_on_stack::EXPERIMENT);
