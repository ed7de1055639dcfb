//! What does cargo say of packages, and of what it builds?
//!
//! Of its JSON, what the report needs.

use crate::Error;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `cargo metadata` prints.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    /// The members of the workspace.
    pub(crate) packages: Vec<Package>,
    pub(crate) target_directory: PathBuf,
}

/// A package.
#[derive(Clone, Debug, Deserialize)]
pub struct Package {
    /// Its id, as cargo's messages and its `--package` have it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its `Cargo.toml`.
    pub manifest_path: PathBuf,
    /// Its targets.
    pub targets: Vec<Target>,
}

impl Package {
    /// Its directory.
    pub fn root(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }
}

/// A target of a package, whole, as cargo prints it.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Target(pub serde_json::Value);

impl Target {
    /// `lib`, `bin`, ...; empty where cargo says none.
    pub(crate) fn kind(&self) -> &str {
        self.0["kind"][0].as_str().unwrap_or_default()
    }

    pub(crate) fn name(&self) -> &str {
        self.0["name"].as_str().unwrap_or_default()
    }
}

/// A message of a build.
#[derive(Debug, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub(crate) enum Message {
    CompilerArtifact(Artifact),
    #[serde(other)]
    Other,
}

/// What was made of a target.
#[derive(Debug, Deserialize)]
pub(crate) struct Artifact {
    pub(crate) manifest_path: PathBuf,
    pub(crate) filenames: Vec<PathBuf>,
    /// Whether there was nothing to do.
    pub(crate) fresh: bool,
}

/// The cargo of the reader's directory, whatever toolchain runs this.
pub(crate) fn cargo(directory: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(directory).env_remove("RUSTUP_TOOLCHAIN");
    command
}

/// What a manifest's workspace has.
pub(crate) fn metadata(manifest: &Path) -> Result<Metadata, Error> {
    let mut command = cargo(manifest.parent().unwrap_or(manifest));
    command.args(["metadata", "--format-version", "1", "--no-deps", "--manifest-path"]).arg(manifest);
    let output = command.output().map_err(|error| Error::Cargo(format!("cannot be run: {error}; is it on PATH?")))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: ").to_owned();
        return Err(Error::Cargo(message));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| Error::Cargo(format!("metadata: {error}")))
}
