//! What are the exact figures of an experiment? Its own test binary says.

use anyhow::{Context, bail};
use record::CountReport;
use std::path::Path;
use std::process::Command;

/// Runs the test binary of an experiment for its report instead of its tests.
///
/// # Errors
///
/// When the binary fails or its report cannot be read.
pub fn report(executable: &Path) -> anyhow::Result<CountReport> {
    let output = Command::new(executable)
        .arg("--figures")
        .output()
        .with_context(|| format!("{} cannot be run", executable.display()))?;
    if !output.status.success() {
        bail!(
            "{} failed ({}):\n{}",
            executable.display(),
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("{}: its report", executable.display()))
}
