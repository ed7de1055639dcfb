//! Are the sources still the ones that were measured?
//!
//! The digest covers what decides an experiment's figures: the manifest and sources of its crate (`Cargo.toml`, `src/`, `benches/`,
//! `examples/findings.rs`), the version of the instruments, the workspace's release profile, the toolchain file, and the lock file
//! entries of everything the crate depends on. Tests and pages are not in it.

use crate::{Experiment, Workspace, go};
use anyhow::Context;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The digest of an experiment as it is on disk.
///
/// # Errors
///
/// When a source or the lock file cannot be read.
pub fn sources(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    let mut add = |name: &str, content: &[u8]| {
        // Lengths keep the end of one part apart from the beginning of the next.
        for part in [name.as_bytes(), content] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    };
    for file in files(&experiment.directory)? {
        let name = file.strip_prefix(&experiment.directory).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let content = std::fs::read(&file).with_context(|| file.display().to_string())?;
        add(&name, &content);
    }
    add("toolchain", &read(&workspace.root().join("rust-toolchain.toml"))?);
    let manifest = toml(&workspace.root().join("Cargo.toml"))?;
    let release = manifest.get("profile").and_then(|profile| profile.get("release"));
    add("release profile", release.map(ToString::to_string).unwrap_or_default().as_bytes());
    for entry in lock_entries(workspace.root(), &experiment.slug)? {
        add("lock", entry.as_bytes());
    }
    Ok(format!("sha256:{}", hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

/// The digest of an experiment's Go programs, of the package that counts and times them, and of the Rust half.
///
/// # Errors
///
/// When a source cannot be read.
pub fn go_sources(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    hash.update(sources(workspace, experiment)?);
    for directory in [go::program::directory(experiment), workspace.root().join("scripts/go-variants")] {
        let mut files: Vec<PathBuf> = std::fs::read_dir(&directory)
            .with_context(|| directory.display().to_string())?
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()?;
        let is_source = |file: &Path| file.extension().is_some_and(|extension| extension == "go" || extension == "mod");
        files.retain(|file| is_source(file));
        files.sort();
        for file in files {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            for part in [name.as_bytes(), &read(&file)?] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
    }
    Ok(format!("sha256:{}", hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

/// The files of the crate that decide its figures, in order.
fn files(directory: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut directories = vec![directory.join("src"), directory.join("benches")];
    while let Some(next) = directories.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                directories.push(path);
            } else {
                files.insert(path);
            }
        }
    }
    files.insert(directory.join("Cargo.toml"));
    files.extend(Some(directory.join("examples/findings.rs")).filter(|file| file.is_file()));
    Ok(files)
}

/// `name version checksum` of every package that `package` depends on, itself not included.
///
/// Packages of the workspace have no checksum, so the instruments are in it by their version.
fn lock_entries(root: &Path, package: &str) -> anyhow::Result<BTreeSet<String>> {
    let lock = toml(&root.join("Cargo.lock"))?;
    let text = |table: &toml::Table, key: &str| table.get(key).and_then(toml::Value::as_str).unwrap_or("").to_owned();
    let mut by_name: BTreeMap<String, Vec<&toml::Table>> = BTreeMap::new();
    for entry in
        lock.get("package").and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
    {
        by_name.entry(text(entry, "name")).or_default().push(entry);
    }
    let mut entries = BTreeSet::new();
    let mut open = vec![package.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(dependency) = open.pop() {
        if !seen.insert(dependency.clone()) {
            continue;
        }
        // `name`, or `name version` where two versions are in the lock file.
        let mut words = dependency.split(' ');
        let (name, version) = (words.next().unwrap_or_default(), words.next());
        for entry in by_name.get(name).into_iter().flatten().copied() {
            if version.is_some_and(|version| version != text(entry, "version")) {
                continue;
            }
            if name != package {
                entries.insert(format!("{name} {} {}", text(entry, "version"), text(entry, "checksum")));
            }
            let dependencies = entry.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
            open.extend(dependencies.filter_map(toml::Value::as_str).map(str::to_owned));
        }
    }
    Ok(entries)
}

fn toml(file: &Path) -> anyhow::Result<toml::Table> {
    let text = String::from_utf8(read(file)?).with_context(|| file.display().to_string())?;
    text.parse().with_context(|| file.display().to_string())
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(file).with_context(|| file.display().to_string())
}
