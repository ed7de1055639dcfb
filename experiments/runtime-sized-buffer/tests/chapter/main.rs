//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(runtime_sized_buffer::EXPERIMENT, findings::findings);
