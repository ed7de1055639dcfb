//! How does a declaration become a record?
//!
//! In this order: [`binaries`] builds an experiment's test program and its bench, [`counts`] asks the test program for exact figures,
//! [`rounds`] times the bench in interleaved rounds, [`findings`] asks for what a chapter establishes otherwise,
//! [`provenance`] and [`digest`] say with what and of what, and [`assemble`] makes the [`record::Record`].
//! [`output`], [`sites`] and [`heap`] renew what a page shows beside the record.
//! [`calibration`] measures the method itself, and [`go`] the Go programs beside an experiment.

pub mod workspace;
pub mod binaries;
pub mod counts;
pub mod cell;
pub mod rounds;
pub mod findings;
pub mod provenance;
pub mod digest;
pub mod assemble;
pub mod output;
pub mod sites;
pub mod heap;
pub mod witnesses;
pub mod calibration;
pub mod go;

pub use workspace::{Experiment, Workspace};

/// Told how far a long measurement is; the command line draws it.
pub trait Progress {
    /// A part begins, with this many steps, where known.
    fn begin(&self, part: &str, steps: Option<u64>);
    /// One step is done.
    fn step(&self, what: &str);
    /// The part ends.
    fn end(&self);
}

/// Progress that nobody looks at.
#[derive(Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: Option<u64>) {}
    fn step(&self, _: &str) {}
    fn end(&self) {}
}
