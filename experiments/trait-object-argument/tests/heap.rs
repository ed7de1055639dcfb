//! dhat against the declaration, for every case.

instruments::heap_tests!(trait_object_argument::EXPERIMENT);
