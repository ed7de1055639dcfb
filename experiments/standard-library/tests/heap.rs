//! dhat against the declaration, for every case.

instruments::heap_tests!(standard_library::EXPERIMENT);
