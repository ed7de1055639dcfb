//! Exact counts of every case, through the gate.

instruments::allocation_tests!(pattern_matcher::EXPERIMENT);
