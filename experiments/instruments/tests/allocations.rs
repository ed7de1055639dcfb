//! Exact counts of every case, through the gate.

instruments::allocation_tests!(instruments::chapter::EXPERIMENT);
