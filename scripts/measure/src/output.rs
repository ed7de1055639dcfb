//! What does a reader see who runs the tests of a chapter?
//!
//! The commands, then what they printed, without times: kept, and shown on the page.

use crate::Chapter;
use crate::binaries::Programs;
use anyhow::{Context, bail};
use record::Profile;
use record::output::{Run, Runs};
use record::program::CHAPTER;
use std::process::{Command, Stdio};

/// Runs the programs as the commands run them, and returns what the file must hold.
///
/// # Errors
///
/// When the tests fail; the message has what they printed.
pub fn current(chapter: &Chapter, programs: &Programs) -> anyhow::Result<Runs> {
    // One thread, so that the lines come in the order of the declaration. What dhat sees has a line a case again.
    let arguments = ["--test-threads=1", "--skip", "dhat::"];
    // Both at once: a program mostly waits for others that it has started.
    let mut started = Vec::new();
    for (profile, flag) in [(Profile::Debug, ""), (Profile::Release, " --release")] {
        let command =
            format!("cargo test --package {} --test {CHAPTER}{flag} -- {}", chapter.slug, arguments.join(" "));
        let program = programs.of(chapter, profile);
        // As cargo starts a test: in its package's directory.
        let child = Command::new(program)
            .args(arguments)
            .current_dir(&chapter.directory)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        started.push((command, child.with_context(|| format!("{} cannot be run", program.display()))?));
    }
    let ended: Vec<_> = started.into_iter().map(|(command, child)| (command, child.wait_with_output())).collect();
    let mut runs = Vec::new();
    for (command, output) in ended {
        let output = output?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!("`{command}` failed ({})\n{}{}", output.status, stdout.trim_start(), stderr.trim_end());
        }
        runs.push(Run::new(command, &without_times(&stdout)));
    }
    Ok(Runs { runs })
}

fn without_times(output: &str) -> String {
    let line = |line: &str| line.split("; finished in ").next().unwrap_or(line).to_owned() + "\n";
    output.lines().map(line).collect()
}
