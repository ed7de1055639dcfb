//! Is what is drawn of a heap profile what is in it?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod flame;
mod graph;
mod profiles;
