//! The chapter's ordinary tests, and the one to copy.

mod compile_fail;
mod keep_the_gain;
