//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(pattern_matcher::EXPERIMENT, findings::findings);
