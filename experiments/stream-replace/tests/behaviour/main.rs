//! The chapter's ordinary tests, and the one to copy.

mod contract;
mod counterexamples;
mod keep_the_gain;
mod outputs;
