//! What is kept of a measurement, and how does a row of rounds become a verdict?
//!
//! Everything that is kept is a file of one form, [`Sealed`], of one of the kinds of [`Kind`]: the figures of an experiment
//! ([`Record`]), the sites and heap profiles that pages show ([`SiteReport`], [`HeapProfiles`]), the Go half ([`GoRecord`](go::GoRecord)),
//! the counts under other settings ([`Matrix`](matrix::Matrix)) and by other compilers ([`CompilerChanges`](compilers::CompilerChanges)), the instructions of a call
//! ([`InstructionCounts`]), what processes hold of memory ([`MemoryRecord`]), what the same programs take under other allocators ([`AllocatorsRecord`]), the calibration of the method ([`Calibration`](calibration::Calibration)) and what else moves a time ([`InfluencesRecord`](influences::InfluencesRecord)),
//! the agreement of the model of Go's escape analysis with the compiler ([`ModelRecord`](model::ModelRecord)) and the printed output of the tests ([`Output`]).
//! Exact figures ([`Exact`]) are counts and bytes; measured figures ([`Time`]) are picoseconds.
//! Files hold raw integers; units appear only where a table is printed.
//!
//! It is the ground floor: [`Workspace`] knows where the chapters and their files are, [`suggest`] what was meant by a misspelt name.
//! The tests of every experiment read the record to say which rustc an expectation was recorded with,
//! the command line writes it, and the book is made from it.
//!
//! Without the feature `kept`, which is a default, there is what other programs than the workbook's need: how a file is written whole, what was meant
//! by a misspelt name, and how rounds are taken and judged.

#[cfg(feature = "kept")]
pub mod allocators;
#[cfg(feature = "kept")]
pub mod calibration;
#[cfg(feature = "kept")]
pub mod compilers;
#[cfg(feature = "kept")]
pub mod go;
#[cfg(feature = "kept")]
pub mod heap;
#[cfg(feature = "kept")]
pub mod influences;
#[cfg(feature = "kept")]
pub mod instructions;
pub mod links;
#[cfg(feature = "kept")]
pub mod matrix;
#[cfg(feature = "kept")]
pub mod memory;
#[cfg(feature = "kept")]
pub mod model;
#[cfg(feature = "kept")]
pub mod output;
#[cfg(feature = "kept")]
pub mod place;
pub mod print;
#[cfg(feature = "kept")]
pub mod program;
pub mod rounds;
#[cfg(feature = "kept")]
pub mod sites;
pub mod suggest;
pub mod temporary;
#[cfg(feature = "kept")]
pub mod workspace;
mod error;
#[cfg(feature = "kept")]
mod figures;
mod kind;
#[cfg(feature = "kept")]
mod outcome;
mod progress;
#[cfg(feature = "kept")]
mod provenance;
#[cfg(feature = "kept")]
mod report;
#[cfg(feature = "kept")]
mod sealed;
#[cfg(feature = "kept")]
mod shown;
#[cfg(all(test, feature = "kept"))]
mod tests;
mod time;
mod whole;

#[cfg(feature = "kept")]
pub use allocators::AllocatorsRecord;
pub use declaration::{Exact, Profile, case_id};
pub use error::{Error, Refusal};
#[cfg(feature = "kept")]
pub use figures::{Case, Figures, Record};
#[cfg(feature = "kept")]
pub use heap::HeapProfiles;
#[cfg(feature = "kept")]
pub use instructions::InstructionCounts;
pub use kind::{CALIBRATED, KEPT, Keepers, Kind, MODELLED};
#[cfg(feature = "kept")]
pub use memory::MemoryRecord;
#[cfg(feature = "kept")]
pub use outcome::Outcome;
#[cfg(feature = "kept")]
pub use output::Output;
#[cfg(feature = "kept")]
pub use place::Place;
pub use progress::Progress;
#[cfg(feature = "kept")]
pub use provenance::{Method, Provenance};
#[cfg(feature = "kept")]
pub use report::{Arrow, Axis, Band, CountReport, CountedCase, Diagram, Finding, Slot, Value};
#[cfg(feature = "kept")]
pub use sealed::{Body, Sealed, digest};
#[cfg(feature = "kept")]
pub use shown::Shown;
#[cfg(feature = "kept")]
pub use sites::SiteReport;
pub use suggest::suggestion;
pub use temporary::Temporary;
pub use time::{Estimate, FEWEST_ROUNDS, Ratio, Rule, Time, Verdict, median};
pub use whole::{check_writable, write_whole};
#[cfg(feature = "kept")]
pub use workspace::{Chapter, Workspace};
