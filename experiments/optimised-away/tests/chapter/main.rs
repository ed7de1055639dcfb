//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(optimised_away::EXPERIMENT, findings::findings);
