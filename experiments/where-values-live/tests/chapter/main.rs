//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(where_values_live::EXPERIMENT, findings::findings);
