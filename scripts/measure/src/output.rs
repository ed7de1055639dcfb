//! What does a reader see who runs the tests of a chapter?
//!
//! `experiments/<slug>/output/test.txt`, shown on the page: the command on the first line, then what it printed, without times.

use crate::{Experiment, Workspace, binaries};
use anyhow::{Context, bail};
use record::program::CHAPTER;
use std::path::PathBuf;

/// The file of an experiment.
pub fn file(experiment: &Experiment) -> PathBuf {
    experiment.directory.join("output/test.txt")
}

/// Runs the command and returns what the file must hold.
///
/// # Errors
///
/// When the tests fail or do not compile; the message has what they printed.
pub fn current(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<String> {
    let mut text = String::new();
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
        text += &format!("$ cargo {}\n{}\n\n", arguments.join(" "), without_times(&stdout).trim());
    }
    Ok(text.trim_end().to_owned() + "\n")
}

/// Writes the file anew.
///
/// # Errors
///
/// When the tests fail, or the file cannot be written.
pub fn renew(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<()> {
    let file = file(experiment);
    let text = current(workspace, experiment)?;
    std::fs::create_dir_all(file.parent().context("the file is in a directory")?)?;
    std::fs::write(&file, text).with_context(|| file.display().to_string())
}

fn without_times(output: &str) -> String {
    let line = |line: &str| line.split("; finished in ").next().unwrap_or(line).to_owned() + "\n";
    output.lines().map(line).collect()
}
