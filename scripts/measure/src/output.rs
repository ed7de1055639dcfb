//! What does a reader see who runs the tests of a chapter?
//!
//! The commands, then what they printed, without times: kept, and shown on the page.

use crate::{Chapter, Workspace, binaries};
use anyhow::{Context, bail};
use record::output::{Run, Runs};
use record::program::CHAPTER;

/// Runs the commands and returns what the file must hold.
///
/// # Errors
///
/// When the tests fail or do not compile; the message has what they printed.
pub fn current(workspace: &Workspace, experiment: &Chapter) -> anyhow::Result<Runs> {
    let mut runs = Vec::new();
    for profile in [&[][..], &["--release"]] {
        let mut arguments = vec!["test", "--package", &experiment.slug, "--test", CHAPTER];
        arguments.extend(profile);
        // One thread, so that the lines come in the order of the declaration. What dhat sees has a line a case again.
        arguments.extend(["--", "--test-threads=1", "--skip", "dhat::"]);
        let output =
            binaries::cargo(workspace).args(&arguments).output().context("cargo cannot be run; is it on PATH?")?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!(
                "`cargo {}` failed ({})\n{}{}",
                arguments.join(" "),
                output.status,
                stdout.trim_start(),
                stderr.trim_end()
            );
        }
        runs.push(Run::new(format!("cargo {}", arguments.join(" ")), &without_times(&stdout)));
    }
    Ok(Runs { runs })
}

fn without_times(output: &str) -> String {
    let line = |line: &str| line.split("; finished in ").next().unwrap_or(line).to_owned() + "\n";
    output.lines().map(line).collect()
}
