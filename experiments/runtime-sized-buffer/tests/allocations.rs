//! Exact counts of every case, through the gate.

instruments::allocation_tests!(runtime_sized_buffer::EXPERIMENT);
