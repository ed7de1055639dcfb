//! Exact counts of every case, through the gate.

instruments::allocation_tests!(formatting::EXPERIMENT);
