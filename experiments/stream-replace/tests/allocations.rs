//! Exact counts of every case, through the gate.

instruments::allocation_tests!(stream_replace::EXPERIMENT);
