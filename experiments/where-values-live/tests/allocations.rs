//! Exact counts of every case, through the gate.

instruments::allocation_tests!(where_values_live::EXPERIMENT);
