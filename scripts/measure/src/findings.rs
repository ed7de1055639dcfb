//! What does an experiment establish beside counts and times? Its test program says.

use crate::Chapter;
use crate::binaries::{self, Programs};
use record::program::{FINDINGS, Need, ONCE};
use record::{Finding, Profile};

/// What findings need and this machine does not have, each with the remedy. A finding that needs it is an entry with that reason.
pub fn missing() -> Vec<String> {
    Need::ALL.iter().filter_map(|need| need.missing()).collect()
}

/// Establishes the findings of a chapter, in the release profile. One that cannot be established is an entry with the reason.
///
/// # Errors
///
/// When the program prints something else than findings.
pub fn establish(programs: &Programs, chapter: &Chapter) -> anyhow::Result<Vec<Finding>> {
    binaries::ask(programs.of(chapter, Profile::Release), &[FINDINGS])
}

/// The same, for a comparison with a record: of exact findings the value, of others whether they can be established, which one run shows.
///
/// # Errors
///
/// When the program prints something else than findings.
pub fn establish_once(programs: &Programs, chapter: &Chapter) -> anyhow::Result<Vec<Finding>> {
    binaries::ask(programs.of(chapter, Profile::Release), &[FINDINGS, ONCE])
}
