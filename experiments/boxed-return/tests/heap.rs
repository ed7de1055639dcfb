//! dhat against the declaration, for every case.

instruments::heap_tests!(boxed_return::EXPERIMENT);
