//! dhat against the declaration, for every case.

instruments::heap_tests!(runtime_sized_buffer::EXPERIMENT);
