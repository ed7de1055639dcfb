//! What can happen to the file of a record, and what does a reader get to know?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod errors;
mod findings;
pub(crate) mod fixture;
mod killed_writer;
mod kinds;
mod mutations;
mod round_trip;
