//! The chapter's ordinary tests, and the one to copy.

mod copies;
mod keep_the_gain;
