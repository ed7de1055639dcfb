//! What does an experiment establish beside counts and times? Its example `findings` says, where there is one.

use crate::{Chapter, Workspace, binaries};
use anyhow::{Context, bail};
use record::Finding;
use std::process::Command;

/// Builds and runs the examples `findings` of the experiments that have one; in the order of `experiments`.
///
/// # Errors
///
/// When an example does not compile, fails, or prints something else than findings.
pub fn establish(workspace: &Workspace, experiments: &[Chapter]) -> anyhow::Result<Vec<Vec<Finding>>> {
    let has_findings = |experiment: &&Chapter| experiment.directory.join("examples/findings.rs").is_file();
    let packages: Vec<&str> =
        experiments.iter().filter(has_findings).map(|experiment| experiment.slug.as_str()).collect();
    let executables = binaries::build(workspace, &packages, binaries::Target::Example("findings"), true)?;
    experiments
        .iter()
        .map(|experiment| {
            let Some(executable) = executables.get(&experiment.slug) else { return Ok(Vec::new()) };
            let output = Command::new(executable).current_dir(workspace.root()).output()?;
            if !output.status.success() {
                bail!(
                    "{}: the example `findings` failed ({}):\n{}",
                    experiment.slug,
                    output.status,
                    String::from_utf8_lossy(&output.stderr).trim()
                );
            }
            serde_json::from_slice(&output.stdout)
                .with_context(|| format!("{}: what the example `findings` printed", experiment.slug))
        })
        .collect()
}
