//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(fixed_array_on_stack::EXPERIMENT, findings::findings);
