//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(heap_profile::EXPERIMENT, findings::findings);
