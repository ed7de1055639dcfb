//! Heap profiles of every case, by dhat.

instruments::heap_profile!(running_service::EXPERIMENT);
