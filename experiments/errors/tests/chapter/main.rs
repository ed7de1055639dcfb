//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(errors::EXPERIMENT, findings::findings);
