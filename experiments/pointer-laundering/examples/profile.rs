//! Heap profiles of every case, by dhat.

instruments::heap_profile!(pointer_laundering::EXPERIMENT);
