//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(pools_and_scratch::EXPERIMENT, findings::findings);
