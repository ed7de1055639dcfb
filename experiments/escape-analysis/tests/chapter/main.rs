//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(escape_analysis::EXPERIMENT, findings::findings);
