//! The chapter's ordinary tests, and the one to copy.

mod conversions;
mod keep_the_gain;
mod names;
mod serde_borrow;
mod small;
