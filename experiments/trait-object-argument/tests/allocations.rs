//! Exact counts of every case, through the gate.

instruments::allocation_tests!(trait_object_argument::EXPERIMENT);
