//! What can happen to the file of a record, and what does a reader get to know?

mod errors;
mod fixture;
mod killed_writer;
mod mutations;
mod round_trip;
