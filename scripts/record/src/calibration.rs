//! How often is the method wrong on this machine?
//!
//! A calibration compares the same code with itself (a difference found is a false alarm) and with itself slowed down by a
//! known amount (a difference not found is a miss), under the method of `measure` and, on the very same runs, under two
//! habits: criterion's own change detection, and a fixed threshold of 5 % on the mean.

use crate::{Error, file};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The schema number of a calibration's file.
pub const SCHEMA: u32 = 1;

/// The result of `cargo workbook measure --calibrate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// [`SCHEMA`] of the writer.
    pub schema: u32,
    /// How, where and with what.
    pub provenance: crate::Provenance,
    /// How each trial was measured.
    pub method: crate::Method,
    /// One entry a condition, such as a machine left alone or one with a busy neighbour.
    pub conditions: Vec<Condition>,
    /// The threshold this calibration sets, in millionths: 30 000, or the largest ratio seen between equal code, whichever is more.
    pub threshold_ppm: u64,
}

/// What was found under one condition of the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// `as found` or `busy neighbour`.
    pub name: String,
    /// What the trials gave at each injected slowdown, in the order 0, 2, 5 and 10 %.
    pub levels: Vec<Level>,
}

/// The trials at one injected slowdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The slowdown injected, in per cent of the work; 0 for the same code twice.
    pub injected_percent: u64,
    /// Comparisons made.
    pub trials: u64,
    /// Comparisons in which a floor was not confirmed.
    pub inconclusive: u64,
    /// Comparisons called slower or faster.
    pub called_different: u64,
    /// Of those, the ones called slower.
    pub called_slower: u64,
    /// The floor ratios of the comparisons with confirmed floors, in millionths.
    pub ratios_ppm: Vec<u64>,
    /// Rounds used, over all trials.
    pub rounds: u64,
    /// Single pairs of runs, each judged by the two habits below.
    pub pairs: u64,
    /// Pairs that criterion called regressed or improved.
    pub criterion_called_different: u64,
    /// Of those, the ones it called regressed.
    pub criterion_called_slower: u64,
    /// Pairs whose means differ by more than 5 %.
    pub fixed_called_different: u64,
    /// Of those, the ones with the second mean the higher.
    pub fixed_called_slower: u64,
}

/// Reads a calibration. The file is never changed.
///
/// # Errors
///
/// See [`Error`].
pub fn read(file: &Path) -> Result<Calibration, Error> {
    file::read_json(
        file,
        SCHEMA,
        "`cargo workbook measure --calibrate` (with `--reference` for the book's calibration)",
    )
}

/// Writes a calibration whole or not at all.
///
/// # Errors
///
/// See [`Error`].
pub fn write(file: &Path, calibration: &Calibration) -> Result<(), Error> {
    file::write_json(file, calibration)
}
