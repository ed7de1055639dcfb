//! dhat against the declaration, for every case.

instruments::heap_tests!(running_service::EXPERIMENT);
