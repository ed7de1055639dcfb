//! dhat against the declaration, for every case.

instruments::heap_tests!(where_values_live::EXPERIMENT);
