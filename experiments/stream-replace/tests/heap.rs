//! dhat against the declaration, for every case.

instruments::heap_tests!(stream_replace::EXPERIMENT);
