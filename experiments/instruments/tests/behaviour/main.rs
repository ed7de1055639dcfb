//! The chapter's ordinary tests.

mod keep_the_gain;
