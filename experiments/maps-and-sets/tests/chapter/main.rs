//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(maps_and_sets::EXPERIMENT, findings::findings);
