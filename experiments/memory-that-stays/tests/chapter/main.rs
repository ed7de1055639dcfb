//! Counts, the platform's malloc, heap profiles and sites, in one program.

harness::chapter!(memory_that_stays::EXPERIMENT);
