//! What does an experiment establish beside counts and times? Its test program says.

use crate::{Chapter, Workspace, binaries};
use record::Finding;
use record::program::{FINDINGS, Need};

/// What findings need and this machine does not have, each with the remedy. A finding that needs it is an entry with that reason.
pub fn missing() -> Vec<String> {
    Need::ALL.iter().filter_map(|need| need.missing()).collect()
}

/// Establishes the findings of the experiments, in the release profile; in their order. One that cannot be established is an entry with
/// the reason.
///
/// # Errors
///
/// When a program does not compile, or prints something else than findings.
pub fn establish(workspace: &Workspace, experiments: &[Chapter]) -> anyhow::Result<Vec<Vec<Finding>>> {
    let packages: Vec<&str> = experiments.iter().map(|experiment| experiment.slug.as_str()).collect();
    let programs = binaries::chapters(workspace, &packages, true)?;
    experiments.iter().map(|experiment| binaries::ask(&programs[&experiment.slug], &[FINDINGS])).collect()
}
