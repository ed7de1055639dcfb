//! Exact counts of every case, through the gate.

instruments::allocation_tests!(running_service::EXPERIMENT);
