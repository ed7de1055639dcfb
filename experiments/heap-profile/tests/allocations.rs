//! Exact counts of every case, through the gate.

instruments::allocation_tests!(heap_profile::EXPERIMENT);
