//! Exact counts of every case, through the gate.

instruments::allocation_tests!(boxed_return::EXPERIMENT);
