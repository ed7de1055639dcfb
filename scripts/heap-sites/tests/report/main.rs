//! Does the report of a reader's crate name the right lines, in debug and in release, and what becomes of damaged objects?
//!
//! Most tests write a package, have it reported on as a reader would, and compare with the lines that the package marks.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod false_none;
mod formats;
mod fixture;
mod unseen;
mod verdicts;
mod generics;
mod dependencies;
mod cold_paths;
mod contracts;
mod damaged_objects;
mod expectations;
mod refusals;
mod settings;
mod stopped;
