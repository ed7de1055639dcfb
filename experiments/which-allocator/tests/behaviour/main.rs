//! The chapter's ordinary tests, and the one to copy.

mod counts;
mod keep_the_gain;
