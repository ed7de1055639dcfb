//! What does an experiment establish beside counts and times? Its test program says.

use crate::Chapter;
use crate::binaries::{self, Programs};
use record::program::{FINDINGS, FIRST_LOOK, Need, ONCE};
use record::{Finding, Profile};

/// What findings need and this machine does not have, each with the remedy. A finding that needs it is an entry with that reason.
pub fn missing() -> Vec<String> {
    Need::ALL.iter().filter_map(|need| need.missing()).collect()
}

/// What findings are established for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A record: what differs from run to run comes from as many runs as show its spread.
    Record,
    /// A first look: what takes long is left out, and its entry says so.
    FirstLook,
    /// A comparison with a record: of exact findings the value, of others whether they can be established, which one run shows.
    Comparison,
}

/// Establishes the findings of a chapter, in the release profile. One that cannot be established is an entry with the reason.
///
/// # Errors
///
/// When the program prints something else than findings.
pub fn establish(programs: &Programs, chapter: &Chapter, purpose: Purpose) -> anyhow::Result<Vec<Finding>> {
    let arguments: &[&str] = match purpose {
        Purpose::Record => &[FINDINGS],
        Purpose::FirstLook => &[FINDINGS, FIRST_LOOK],
        Purpose::Comparison => &[FINDINGS, ONCE],
    };
    binaries::ask(programs.of(chapter, Profile::Release), arguments)
}
