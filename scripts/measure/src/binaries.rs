//! Where are the binaries of an experiment?
//!
//! cargo builds them and says where they are; nothing here knows how cargo names files.

use crate::Workspace;
use anyhow::{Context, bail};
use cargo_metadata::Message;
use std::collections::{BTreeMap, BTreeSet};
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
    /// An example; its target is named `<package>-<this>`, because the examples of all packages share a directory.
    Example(&'a str),
}

impl Target<'_> {
    fn flag(self) -> &'static str {
        match self {
            Self::Test(_) => "--test",
            Self::Bench(_) => "--bench",
            Self::Example(_) => "--example",
        }
    }

    fn name(self, package: &str) -> String {
        match self {
            Self::Test(name) | Self::Bench(name) => name.to_owned(),
            Self::Example(name) => format!("{package}-{name}"),
        }
    }
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
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics"]);
    if is_release {
        command.arg("--release");
    }
    let names: BTreeSet<String> = packages.iter().map(|package| target.name(package)).collect();
    command.args(packages.iter().flat_map(|package| ["--package", package]));
    command.args(names.iter().flat_map(|name| [target.flag(), name]));
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo cannot be run; is it on PATH?")?;
    let stdout = child.stdout.take().context("cargo's output")?;
    let mut executables = Executables::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message.context("cargo's messages")?
            && names.contains(&artifact.target.name)
            && let Some(executable) = artifact.executable
        {
            // The package's directory is its slug.
            let package = artifact.manifest_path.parent().and_then(|directory| directory.file_name());
            let package = package.context("cargo named an artifact without a package")?;
            executables.insert(package.to_owned(), executable.into());
        }
    }
    if !child.wait()?.success() {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        bail!("cargo could not build {names} ({} of {}); its messages are above", target.flag(), packages.join(", "));
    }
    for package in packages {
        if !executables.contains_key(*package) {
            let (flag, name) = (target.flag(), target.name(package));
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
