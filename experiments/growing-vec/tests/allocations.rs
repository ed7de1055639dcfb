//! Exact counts of every case, through the gate.

instruments::allocation_tests!(growing_vec::EXPERIMENT);
