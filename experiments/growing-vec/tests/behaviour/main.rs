//! The chapter's ordinary tests, and the one to copy.

mod hints;
mod in_place;
mod keep_the_gain;
mod sums;
