//! `cargo allocations` as a reader meets it: the real program in small packages made for each test.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod baseline;
mod calibration;
mod compare;
mod contracts;
mod editor;
mod forms;
mod heap;
mod help;
mod package;
mod lsp;
mod page;
mod run;
mod snapshot;
mod watch;
mod where_it_runs;
