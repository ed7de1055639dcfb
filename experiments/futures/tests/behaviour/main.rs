//! The chapter's ordinary tests, and the one to copy.

mod keep_the_gain;
mod sizes;
