//! Where are the binaries of an experiment?
//!
//! cargo builds them and says where they are; nothing here knows how cargo names files.

use crate::Workspace;
use anyhow::{Context, bail};
use cargo_metadata::Message;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Executables by package.
pub type Executables = BTreeMap<String, PathBuf>;

/// What to build of each package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An integration test.
    Test(&'a str),
    /// A benchmark.
    Bench(&'a str),
    /// An example.
    Example(&'a str),
}

/// Builds one target of each of `packages` and returns the executables. Compiler messages go to stderr.
///
/// # Errors
///
/// When cargo cannot be run or the code does not compile.
pub fn build(
    workspace: &Workspace,
    packages: &[&str],
    target: Target<'_>,
    is_release: bool,
) -> anyhow::Result<Executables> {
    if packages.is_empty() {
        return Ok(Executables::new());
    }
    let mut command = cargo(workspace);
    let (flag, name) = match target {
        Target::Test(name) => ("--test", name),
        Target::Bench(name) => ("--bench", name),
        Target::Example(name) => ("--example", name),
    };
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics", flag, name]);
    if is_release {
        command.arg("--release");
    }
    for package in packages {
        command.args(["--package", package]);
    }
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo cannot be run; is it on PATH?")?;
    let stdout = child.stdout.take().context("cargo's output")?;
    let mut executables = Executables::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message.context("cargo's messages")?
            && artifact.target.name == name
            && let Some(executable) = artifact.executable
        {
            // The package's directory is its slug.
            let package = artifact.manifest_path.parent().and_then(|directory| directory.file_name());
            let package = package.context("cargo named an artifact without a package")?;
            executables.insert(package.to_owned(), executable.into());
        }
    }
    if !child.wait()?.success() {
        bail!("cargo could not build `{flag} {name}`; its messages are above");
    }
    for package in packages {
        if !executables.contains_key(*package) {
            bail!("{package}: cargo built no {flag} {name}; declare the target in the crate's Cargo.toml");
        }
    }
    Ok(executables)
}

/// The cargo that runs this, or the one on PATH, in the workspace's root.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    command
}
