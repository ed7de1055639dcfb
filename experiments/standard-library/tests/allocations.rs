//! Exact counts of every case, through the gate.

instruments::allocation_tests!(standard_library::EXPERIMENT);
