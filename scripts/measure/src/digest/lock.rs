//! Which packages is a chapter's library compiled with?
//!
//! The lock file says it of every platform, without a network and without cargo, so that the digest is the same wherever it is made.

use crate::Chapter;
use anyhow::{Context, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// A package that depends on this one writes code when something else is compiled. What it depends on is no part of a program, nor is what
/// it is told to derive from: its own version decides.
const WRITES_CODE: &str = "proc-macro2";

/// The packages of the lock file, and the names of the workspace's dependencies.
#[derive(Debug)]
pub(super) struct Lock {
    packages: BTreeMap<String, Vec<Package>>,
    /// `workspace.dependencies` of the workspace's manifest.
    workspace: toml::Table,
}

/// One package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Package {
    pub(super) name: String,
    version: String,
    /// Empty for a package of the workspace.
    checksum: String,
    /// `name`, or `name version` where there are several.
    dependencies: Vec<String>,
    /// The features that the chapter asks for; empty for what other packages ask for.
    features: String,
}

impl fmt::Display for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.name, self.version, self.checksum, self.features)
    }
}

impl Lock {
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let lock = table(&root.join("Cargo.lock"))?;
        let entries = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
        let mut packages: BTreeMap<String, Vec<Package>> = BTreeMap::new();
        for entry in entries.filter_map(toml::Value::as_table) {
            let text = |key: &str| entry.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
            let dependencies = entry.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
            let dependencies = dependencies.filter_map(toml::Value::as_str).map(str::to_owned).collect();
            let (name, version, checksum) = (text("name"), text("version"), text("checksum"));
            let package = Package { name: name.clone(), version, checksum, dependencies, features: String::new() };
            packages.entry(name).or_default().push(package);
        }
        let workspace = table(&root.join("Cargo.toml"))?;
        let workspace = workspace.get("workspace").and_then(|workspace| workspace.get("dependencies")?.as_table());
        Ok(Self { packages, workspace: workspace.cloned().unwrap_or_default() })
    }

    /// Every package that the chapter's library is compiled with. Those of the workspace are in it by their version alone: nothing is followed
    /// through them.
    pub(super) fn packages(&self, chapter: &Chapter) -> anyhow::Result<BTreeSet<Package>> {
        let Some([member]) = self.packages.get(&chapter.slug).map(Vec::as_slice) else {
            bail!("Cargo.lock: no package `{0}`, or several; build it once: `cargo build --package {0}`", chapter.slug)
        };
        let direct = self.direct(chapter)?;
        let mut found: BTreeSet<Package> = BTreeSet::new();
        // Of the chapter, the lock file names what its tests use, too.
        let mut open: Vec<&str> = Vec::new();
        for dependency in &member.dependencies {
            let name = dependency.split(' ').next().unwrap_or_default();
            if direct.contains_key(name) {
                open.push(dependency);
            }
        }
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        while let Some(dependency) = open.pop() {
            if !seen.insert(dependency) {
                continue;
            }
            let (name, version) =
                dependency.split_once(' ').map_or((dependency, None), |(name, rest)| (name, rest.split(' ').next()));
            let packages = self.packages.get(name).into_iter().flatten();
            for package in packages.filter(|package| version.is_none_or(|version| version == package.version)) {
                let features = direct.get(name).filter(|_| member.dependencies.iter().any(|one| one == dependency));
                found.insert(Package { features: features.cloned().unwrap_or_default(), ..package.clone() });
                let is_member = package.checksum.is_empty();
                let writes_code = package.dependencies.iter().any(|one| one.split(' ').next() == Some(WRITES_CODE));
                if !is_member && !writes_code {
                    open.extend(package.dependencies.iter().map(String::as_str));
                }
            }
        }
        Ok(found)
    }

    /// The packages that the chapter's manifest names for its library, each with the features that it asks for.
    fn direct(&self, chapter: &Chapter) -> anyhow::Result<BTreeMap<String, String>> {
        let manifest = table(&chapter.directory.join("Cargo.toml"))?;
        let of_targets =
            manifest.get("target").and_then(toml::Value::as_table).into_iter().flat_map(toml::Table::values);
        let targets = of_targets.filter_map(toml::Value::as_table).chain([&manifest]);
        let dependencies = targets.filter_map(|target| target.get("dependencies")?.as_table()).flatten();
        let mut direct = BTreeMap::new();
        for (key, dependency) in dependencies {
            let shared = self.workspace.get(key).filter(|_| dependency.get("workspace").is_some());
            let field = |name: &str| dependency.get(name).or_else(|| shared?.get(name));
            let package = field("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned();
            let features: Vec<String> = [Some(dependency), shared]
                .into_iter()
                .flatten()
                .flat_map(|one| ["features", "default-features"].map(|name| one.get(name)))
                .flatten()
                .map(ToString::to_string)
                .collect();
            direct.insert(package, features.join(" "));
        }
        Ok(direct)
    }
}

/// Reads a TOML file.
pub(super) fn table(file: &Path) -> anyhow::Result<toml::Table> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    text.parse().with_context(|| file.display().to_string())
}
