//! cargo builds the programs of a copy.

use crate::Error;
use cargo_metadata::Message;
use record::{Profile, Workspace};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What came of a build.
#[derive(Clone, Debug)]
pub(crate) enum Built {
    /// The programs, by name.
    Programs(BTreeMap<String, PathBuf>),
    /// The code does not compile; the compiler's messages.
    DoesNotCompile(String),
}

/// Builds a target of the package in `directory`, whose name begins with `package`, such as `["--test", "grade"]`, in a target directory of its own.
pub(crate) fn build(
    workspace: &Workspace,
    (directory, package): (&Path, &str),
    target_directory: &Path,
    target: [&str; 2],
    profile: Profile,
    coloured: bool,
) -> Result<Built, Error> {
    let mut command = cargo(workspace);
    command.current_dir(directory).args(["build", "--message-format=json-render-diagnostics"]).args(target);
    command.args(["--color", if coloured { "always" } else { "never" }]).arg("--target-dir").arg(target_directory);
    if profile == Profile::Release {
        command.arg("--release");
    }
    let output = command.output().map_err(Error::file("cargo"))?;
    let messages = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        // Of a failed build cargo's own error names the package; what fails elsewhere, for lack of space perhaps, is no fault of the code.
        return if plain(&messages).contains(&format!("could not compile `{package}")) {
            Ok(Built::DoesNotCompile(without_progress(&messages)))
        } else {
            Err(Error::Cargo { status: output.status.to_string(), messages: without_progress(&messages) })
        };
    }
    let executable = |message: std::io::Result<Message>| match message {
        Ok(Message::CompilerArtifact(artifact)) => Some((artifact.target.name, artifact.executable?.into())),
        _ => None,
    };
    Ok(Built::Programs(Message::parse_stream(Cursor::new(output.stdout)).filter_map(executable).collect()))
}

/// The cargo that runs this, or the one on PATH, without the reader's flags for the compiler: they may change counts.
fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_TARGET_DIR"] {
        command.env_remove(variable);
    }
    command.current_dir(workspace.root()).stdin(Stdio::null());
    command
}

/// Without colours.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // A colour: up to its `m`.
            characters.by_ref().find(|character| *character == 'm');
        } else {
            plain.push(character);
        }
    }
    plain
}

/// Without the lines that say what cargo is busy with.
fn without_progress(messages: &str) -> String {
    const BUSY: [&str; 9] =
        ["Compiling", "Finished", "Building", "Blocking", "Updating", "Locking", "Downloading", "Downloaded", "Adding"];
    let is_busy = |line: &&str| BUSY.iter().any(|word| plain(line).trim_start().starts_with(word));
    messages.lines().filter(|line| !is_busy(line)).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cargo_is_busy_with_is_left_out() {
        let messages =
            "   Compiling a v0.1.0\n\u{1b}[1m\u{1b}[92m   Compiling\u{1b}[0m b\nerror[E0308]: mismatched types\n";
        assert_eq!(without_progress(messages), "error[E0308]: mismatched types");
    }
}
