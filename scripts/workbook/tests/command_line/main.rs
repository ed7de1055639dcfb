//! The command line as a reader meets it: the real binary in small workspaces made for each test.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod bad_records;
mod book;
mod compare;
mod exercise;
mod formats;
mod heap;
mod heap_export;
mod help;
mod kept_times;
mod matrix;
mod new;
mod on_the_page;
mod one_build;
mod pprof;
mod scaffold;
#[path = "../../../cargo-allocations/tests/command_line/run.rs"]
mod run;
mod serve;
mod sites;
#[path = "../../../cargo-allocations/tests/command_line/snapshot.rs"]
mod snapshot;
mod usage;
mod workspace;
