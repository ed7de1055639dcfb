//! What are the exact figures of an experiment? Its own test program says.

use crate::binaries;
use record::CountReport;
use record::program::FIGURES;
use std::path::Path;

/// Runs the test program of an experiment for its report instead of its tests.
///
/// # Errors
///
/// When the program fails or its report cannot be read.
pub fn report(executable: &Path) -> anyhow::Result<CountReport> {
    binaries::ask(executable, &[FIGURES])
}
