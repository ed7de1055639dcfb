//! Is what was measured still what is there?
//!
//! The digest of a chapter covers what its programs are compiled of, and nothing else:
//!
//! - the tokens of its library, its benchmarks and its findings (module `rust`): comments and layout are no part of a program;
//! - the packages that its library depends on, each with its version and checksum, as the lock file resolves them (module `lock`);
//! - the compiler, and the settings of the two profiles that change code (module `profiles`).
//!
//! Tests, pages, and packages that only tests and benchmarks use, are not in it. That of a Go half adds the tokens of the Go programs (module `go`).
//! That of the comparison of the model of Go's escape analysis covers the model and every Go program that it is compared on.

mod go;
mod lock;
mod profiles;
mod rust;

use crate::go::{collector, printing};
use crate::{Chapter, Workspace, model};
use anyhow::Context;
use record::Kind;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What the digests of all chapters have in common, read once.
#[derive(Debug)]
pub struct Sources {
    lock: lock::Lock,
    profiles: profiles::Profiles,
    workspace: Workspace,
}

/// Named contents, in an order that their digest depends on.
#[derive(Debug, Default)]
struct Parts(Vec<u8>);

impl Parts {
    /// Lengths keep the end of one part apart from the beginning of the next.
    fn add(&mut self, name: &str, content: &[u8]) {
        for part in [name.as_bytes(), content] {
            self.0.extend((part.len() as u64).to_le_bytes());
            self.0.extend(part);
        }
    }

    fn digest(&self) -> String {
        record::digest(&self.0)
    }
}

impl Sources {
    /// Reads the lock file, the workspace's manifest and the toolchain file.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read; with its name.
    pub fn read(workspace: &Workspace) -> anyhow::Result<Self> {
        let root = workspace.root();
        let (lock, profiles) = (lock::Lock::read(root)?, profiles::Profiles::read(root)?);
        Ok(Self { lock, profiles, workspace: workspace.clone() })
    }

    /// The digest of what a chapter's file of this kind is made of.
    ///
    /// # Errors
    ///
    /// When a source cannot be read; with its name.
    pub fn of_kind(&self, kind: Kind, chapter: &Chapter) -> anyhow::Result<String> {
        match kind {
            Kind::Record
            | Kind::Instructions
            | Kind::Sites
            | Kind::Heap
            | Kind::Matrix
            | Kind::Compilers
            | Kind::Output
            | Kind::Memory
            | Kind::Allocators => self.of(chapter),
            Kind::Go => self.of_go(chapter),
            Kind::Calibration | Kind::Influences => self.of_calibration(chapter),
            Kind::Model => self.of_model(),
        }
    }

    /// The digest of a chapter as it is on disk.
    ///
    /// # Errors
    ///
    /// When a source cannot be read, or is no Rust; with its name.
    pub fn of(&self, chapter: &Chapter) -> anyhow::Result<String> {
        let mut parts = Parts::default();
        for file in compiled_files(&chapter.directory)? {
            add_rust(&chapter.directory, &file, &mut parts)?;
        }
        let packages = self.lock.packages(chapter)?;
        parts.add("profiles", self.profiles.of(packages.iter().map(|package| package.name.as_str())).as_bytes());
        for package in packages {
            parts.add("package", package.to_string().as_bytes());
        }
        Ok(parts.digest())
    }

    /// The digest of a chapter's Go programs, of the package that counts and times them, and of the Rust half.
    ///
    /// # Errors
    ///
    /// When a source cannot be read; with its name.
    pub fn of_go(&self, chapter: &Chapter) -> anyhow::Result<String> {
        let mut parts = Parts::default();
        add_go(&self.workspace.root().join("scripts/go-variants"), &mut parts)?;
        parts.add("Rust", self.of(chapter)?.as_bytes());
        add_go(&chapter.go(), &mut parts)?;
        let collector = chapter.go().join(collector::DIRECTORY);
        if collector.is_dir() {
            add_go(&collector, &mut parts)?;
        }
        for file in printing::files(chapter)? {
            add_go_file(&file, &mut parts)?;
        }
        Ok(parts.digest())
    }

    /// The digest of the model of Go's escape analysis, of what it knows of the standard library, and of the programs in the workbook that it is
    /// compared on.
    ///
    /// # Errors
    ///
    /// When a source cannot be read; with its name.
    pub fn of_model(&self) -> anyhow::Result<String> {
        let mut parts = Parts::default();
        let directory = model::directory(self.workspace.root());
        let package = Chapter { slug: "go-escape".to_owned(), directory: directory.clone() };
        parts.add("model", self.of(&package)?.as_bytes());
        for table in ["table/api.go.txt", "table/tags.txt"] {
            let file = directory.join(table);
            parts.add(table, &std::fs::read(&file).with_context(|| file.display().to_string())?);
        }
        // Of a known difference the comments say what differs, and why.
        add_go(&directory.join("corpus"), &mut parts)?;
        for known in files_of(&directory.join("known"))? {
            parts.add("known", &std::fs::read(&known).with_context(|| known.display().to_string())?);
        }
        for program in model::programs(&self.workspace)? {
            parts.add("program", self.workspace.shown(&program).as_bytes());
            if program.is_dir() { add_go(&program, &mut parts)? } else { add_go_file(&program, &mut parts)? }
        }
        Ok(parts.digest())
    }

    /// The digest of what a calibration measures: the functions in one file, which depend on nothing of the chapter.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; with its name.
    pub fn of_calibration(&self, chapter: &Chapter) -> anyhow::Result<String> {
        let mut parts = Parts::default();
        add_rust(&chapter.directory, &chapter.directory.join(CALIBRATION), &mut parts)?;
        parts.add("profiles", self.profiles.of(std::iter::empty()).as_bytes());
        Ok(parts.digest())
    }
}

/// The functions of a calibration, below the chapter's directory.
const CALIBRATION: &str = "src/calibration.rs";

/// The files of the chapter in `directory` that its library, its benchmarks and its findings are compiled of, in order.
fn compiled_files(directory: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    let mut open = vec![directory.join("src"), directory.join("benches")];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.with_context(|| next.display().to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path);
            }
        }
    }
    // The functions of a calibration have a digest of their own.
    files.remove(&directory.join(CALIBRATION));
    let findings = ["examples/findings.rs", "tests/chapter/findings.rs"].map(|file| directory.join(file));
    files.extend(findings.into_iter().filter(|file| file.is_file()));
    Ok(files)
}

fn add_rust(directory: &Path, file: &Path, parts: &mut Parts) -> anyhow::Result<()> {
    let name = file.strip_prefix(directory).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let content = std::fs::read(file).with_context(|| file.display().to_string())?;
    if file.extension().is_none_or(|extension| extension != "rs") {
        // What a program includes as data.
        parts.add(&name, &content);
        return Ok(());
    }
    let text = String::from_utf8(content).with_context(|| file.display().to_string())?;
    let tokens = rust::tokens(&text).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    parts.add(&name, tokens.as_bytes());
    Ok(())
}

/// The Go files and the module file of one directory.
fn add_go(directory: &Path, parts: &mut Parts) -> anyhow::Result<()> {
    let mut files = files_of(directory)?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "go" || extension == "mod"));
    files.iter().try_for_each(|file| add_go_file(file, parts))
}

fn add_go_file(file: &Path, parts: &mut Parts) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    parts.add(&name, go::tokens(&text).as_bytes());
    Ok(())
}

/// What is in a directory, in order.
fn files_of(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory)
        .with_context(|| directory.display().to_string())?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| directory.display().to_string())?;
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests;
