//! Counts, the platform's malloc, heap profiles, sites and findings, in one program.

mod findings;

harness::chapter!(small_vectors::EXPERIMENT, findings::findings);
