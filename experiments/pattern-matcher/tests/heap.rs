//! dhat against the declaration, for every case.

instruments::heap_tests!(pattern_matcher::EXPERIMENT);
