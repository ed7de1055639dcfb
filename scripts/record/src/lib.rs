//! What is kept of a measurement, and how does a row of rounds become a verdict?
//!
//! Everything that is kept is a file of one form, [`Sealed`], of one of the eight kinds of [`Kind`]: the figures of an experiment
//! ([`Record`]), the sites and heap profiles that pages show ([`SiteReport`], [`HeapProfiles`]), the Go half ([`GoRecord`](go::GoRecord)),
//! the counts under other settings ([`Matrix`](matrix::Matrix)), the instructions of a call
//! ([`InstructionCounts`]), the calibration of the method ([`Calibration`](calibration::Calibration)) and the printed output of the tests ([`Output`]).
//! Exact figures ([`Exact`]) are counts and bytes; measured figures ([`Time`]) are picoseconds.
//! Files hold raw integers; units appear only where a table is printed.
//!
//! It is the ground floor: [`Workspace`] knows where the chapters and their files are, [`suggest`] what was meant by a misspelt name.
//! The tests of every experiment read the record to say which rustc an expectation was recorded with,
//! the command line writes it, and the book is made from it.

pub mod calibration;
pub mod go;
pub mod heap;
pub mod instructions;
pub mod matrix;
pub mod output;
pub mod place;
pub mod print;
pub mod program;
pub mod sites;
pub mod suggest;
pub mod temporary;
pub mod workspace;
mod error;
mod figures;
mod kind;
mod outcome;
mod progress;
mod provenance;
mod report;
mod sealed;
mod shown;
#[cfg(test)]
mod tests;
mod time;
mod whole;

pub use declaration::{Exact, Profile, case_id};
pub use error::{Error, Refusal};
pub use figures::{Case, Figures, Record};
pub use heap::HeapProfiles;
pub use instructions::InstructionCounts;
pub use kind::{CALIBRATED, KEPT, Keepers, Kind};
pub use outcome::Outcome;
pub use output::Output;
pub use place::Place;
pub use progress::Progress;
pub use provenance::{Method, Provenance};
pub use report::{Arrow, Axis, Band, CountReport, CountedCase, Diagram, Finding, Slot, Value};
pub use sealed::{Body, Sealed, digest};
pub use shown::Shown;
pub use sites::SiteReport;
pub use suggest::suggestion;
pub use temporary::Temporary;
pub use time::{Estimate, FEWEST_ROUNDS, Ratio, Rule, Time, Verdict, median};
pub use whole::{check_writable, write_whole};
pub use workspace::{Chapter, Workspace};
