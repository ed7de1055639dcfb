//! dhat against the declaration, for every case.

instruments::heap_tests!(heap_profile::EXPERIMENT);
