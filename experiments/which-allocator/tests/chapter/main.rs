//! Counts, the platform's malloc, heap profiles and sites, in one program.

harness::chapter!(which_allocator::EXPERIMENT);
