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
    pub(crate) workspace_root: PathBuf,
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

/// The cargo of the reader's directory.
pub(crate) fn cargo(directory: &Path) -> Command {
    of_directory("cargo", directory)
}

/// A program of the toolchain that the reader asked for, with `cargo +TOOLCHAIN` or in `RUSTUP_TOOLCHAIN`, or else of the toolchain of the directory,
/// whatever toolchain runs this. That the reader asked is what rustup says from 1.28.2 on; an older one is taken to have chosen by itself.
pub fn of_directory(program: &str, directory: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(directory);
    let is_asked_for = std::env::var("RUSTUP_TOOLCHAIN_SOURCE").is_ok_and(|source| source == "cli" || source == "env");
    if !is_asked_for {
        command.env_remove("RUSTUP_TOOLCHAIN");
    }
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

/// Whether a profile asks for link-time optimisation, by the variable, the files of cargo's configuration and the manifest of the workspace, of
/// which the first that says something counts, as it does for cargo.
pub(crate) fn asks_for_lto(workspace: &Path, directory: &Path, profile: &str) -> bool {
    let variable = format!("CARGO_PROFILE_{}_LTO", profile.to_uppercase().replace('-', "_"));
    if let Some(word) = std::env::var_os(variable) {
        return is_lto(&toml::Value::String(word.to_string_lossy().into_owned()));
    }
    let home = std::env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from);
    let directories = directory.ancestors().map(|directory| directory.join(".cargo")).chain([home]);
    let configuration = directories.flat_map(|directory| [directory.join("config.toml"), directory.join("config")]);
    let files: Vec<toml::Table> =
        configuration.chain([workspace.join("Cargo.toml")]).filter_map(|file| read(&file)).collect();
    let setting =
        |profile: &str, key: &str| files.iter().find_map(|file| file.get("profile")?.get(profile)?.get(key)).cloned();
    let mut profile = profile.to_owned();
    // No chain of profiles is as long as this, unless it is a circle, which cargo refuses.
    for _ in 0..16 {
        if let Some(lto) = setting(&profile, "lto") {
            return is_lto(&lto);
        }
        profile = match (profile.as_str(), setting(&profile, "inherits")) {
            (_, Some(toml::Value::String(inherited))) => inherited,
            ("bench", _) => "release".to_owned(),
            ("test", _) => "dev".to_owned(),
            _ => return false,
        };
    }
    false
}

fn is_lto(value: &toml::Value) -> bool {
    match value {
        toml::Value::Boolean(is_on) => *is_on,
        toml::Value::String(word) => matches!(word.as_str(), "true" | "y" | "yes" | "on" | "fat" | "thin"),
        _ => false,
    }
}

fn home() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").unwrap_or_default())
}

fn read(file: &Path) -> Option<toml::Table> {
    std::fs::read_to_string(file).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::asks_for_lto;

    #[test]
    fn what_says_something_first_decides_about_link_time_optimisation() {
        let workspace = tempfile::tempdir().unwrap();
        let member = workspace.path().join("member");
        std::fs::create_dir_all(member.join(".cargo")).unwrap();
        let manifest = |text: &str| std::fs::write(workspace.path().join("Cargo.toml"), text).unwrap();
        let configuration = |text: &str| std::fs::write(member.join(".cargo/config.toml"), text).unwrap();
        let asks = |profile: &str| asks_for_lto(workspace.path(), &member, profile);
        manifest("[workspace]\n");
        assert!(!asks("release") && !asks("bench"));
        for (value, is_on) in
            [("true", true), ("\"fat\"", true), ("\"thin\"", true), ("false", false), ("\"off\"", false)]
        {
            manifest(&format!("[profile.release]\nlto = {value}\n[profile.dist]\ninherits = \"release\"\n"));
            for profile in ["release", "bench", "dist"] {
                assert_eq!(asks(profile), is_on, "{profile} {value}");
            }
            assert!(!asks("dev"), "{value}");
        }
        manifest("[profile.release]\nlto = true\n");
        configuration("[profile.release]\nlto = \"off\"\n[profile.dev]\nlto = \"thin\"\n");
        assert!(!asks("release") && asks("dev") && asks("test"));
        manifest("[profile.a]\ninherits = \"b\"\n[profile.b]\ninherits = \"a\"\n");
        assert!(!asks("a"));
    }
}
