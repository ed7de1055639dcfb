//! Heap profiles of every case, by dhat.

instruments::heap_profile!(stream_replace::EXPERIMENT);
