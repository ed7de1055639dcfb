//! dhat against the declaration, for every case.

instruments::heap_tests!(pointer_laundering::EXPERIMENT);
