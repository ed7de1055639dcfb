//! Where did dhat write the heap profiles of an experiment's cases?

use crate::Experiment;
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs an experiment's profiling example, for the cases that `name` means or for all, and says by case where each profile is. Cases that are not
/// counted have none.
///
/// # Errors
///
/// When the program fails; [`UnknownCase`], when it has no case of the name.
pub fn profiles(program: &Path, experiment: &Experiment, name: Option<&str>) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let output = Command::new(program).args(name).output().with_context(|| program.display().to_string())?;
    let messages = String::from_utf8_lossy(&output.stderr);
    match (output.status.code(), name) {
        (Some(0), _) => {}
        (Some(2), Some(_)) => {
            let message = messages.trim();
            return Err(UnknownCase(message.strip_prefix("error: ").unwrap_or(message).to_owned()).into());
        }
        _ => bail!("{} of {} failed ({})\n{}", program.display(), experiment.slug, output.status, messages.trim()),
    }
    let lines = String::from_utf8_lossy(&output.stdout);
    let split = |line: &str| line.split_once(": ").map(|(case, file)| (case.to_owned(), PathBuf::from(file)));
    Ok(lines.lines().filter_map(split).collect())
}

/// The example says which cases there are.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnknownCase(String);
