//! Exact counts of every case, through the gate.

instruments::allocation_tests!(fixed_array_on_stack::EXPERIMENT);
