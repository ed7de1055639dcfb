//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(block_cost::EXPERIMENT, findings::findings);
