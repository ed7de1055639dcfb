//! The learner's copy of an exercise: a package of its own, in which `src/` is theirs.
//!
//! Cargo.toml, the lock file, the task and the two programs that grade are the workbook's. They are written again whenever the
//! exercise is graded, so that a new version of the workbook grades an old copy; a file of the learner's under one of these names is kept
//! beside it.

use crate::{Error, Exercise, Kind, predictions};
use record::{Workspace, write_whole};
use std::path::{Path, PathBuf};

/// A learner's copy.
#[derive(Clone, Debug)]
pub struct Copy<'a> {
    workspace: &'a Workspace,
    exercise: &'a Exercise,
    directory: PathBuf,
}

const MANIFEST: &str = include_str!("../copy/Cargo.toml.in");
const GRADE: &str = include_str!("../copy/grade.rs.in");
const PROFILE: &str = include_str!("../copy/profile.rs.in");
/// The first line of what the workbook writes, by which it knows its own files.
const OURS: &str = "Written by `cargo workbook exercise`";

impl<'a> Copy<'a> {
    /// Where the copy is, or would be.
    pub fn new(workspace: &'a Workspace, exercise: &'a Exercise) -> Self {
        let directory = Self::all(workspace).join(&exercise.name);
        Self { workspace, exercise, directory }
    }

    /// Where all copies are.
    pub fn all(workspace: &Workspace) -> PathBuf {
        workspace.own_directory().join("exercises")
    }

    /// Where cargo builds them, so that what they depend on is built once.
    pub fn target(workspace: &Workspace) -> PathBuf {
        workspace.own_directory().join("exercises-target")
    }

    /// The name of its package, which is the exercise's.
    pub(crate) fn name(&self) -> &str {
        &self.exercise.name
    }

    /// Its directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The file that the learner edits.
    pub fn edited(&self) -> PathBuf {
        self.directory.join(if self.exercise.declaration.kind == Kind::Predict {
            predictions::FILE
        } else {
            "src/lib.rs"
        })
    }

    /// The code.
    pub fn code(&self) -> PathBuf {
        self.directory.join("src/lib.rs")
    }

    /// Whether there is one.
    pub fn exists(&self) -> bool {
        self.directory.symlink_metadata().is_ok()
    }

    /// Makes it. Nothing is there yet.
    ///
    /// # Errors
    ///
    /// When a file can't be written.
    pub fn make(&self) -> Result<(), Error> {
        write(&self.code(), &self.exercise.text("start.rs")?)?;
        if self.exercise.declaration.kind == Kind::Predict {
            write(&self.edited(), &predictions::template(self.exercise))?;
        }
        self.renew().map(|_| ())
    }

    /// Puts the copy aside, whole, and returns where it is now.
    ///
    /// # Errors
    ///
    /// When it can't be renamed.
    pub fn put_aside(&self) -> Result<PathBuf, Error> {
        let free = |number: &u32| !self.aside(*number).exists();
        let aside = self.aside((1..).find(free).unwrap_or(u32::MAX));
        std::fs::rename(&self.directory, &aside).map_err(Error::file(&self.directory))?;
        Ok(aside)
    }

    fn aside(&self, number: u32) -> PathBuf {
        self.directory.with_file_name(format!("{}.before-{number}", self.exercise.name))
    }

    /// Writes the workbook's part of the copy again where it differs. Returns the files of the learner's that were in the way, and under
    /// which names they are now.
    ///
    /// # Errors
    ///
    /// When a file can't be written, or the learner's is gone.
    pub fn renew(&self) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
        for file in [self.edited(), self.code()] {
            if !file.is_file() {
                return Err(Error::Gone { path: file, name: self.exercise.name.clone() });
            }
        }
        let mut moved = Vec::new();
        let files = [
            ("Cargo.toml", manifest(self.workspace, self.exercise, &self.directory)?),
            ("grade.rs", self.program(GRADE)),
            ("profile.rs", self.program(PROFILE)),
            ("TASK.md", self.task()),
        ];
        for (name, text) in files {
            let file = self.directory.join(name);
            let old = std::fs::read_to_string(&file).ok();
            if old.as_ref() == Some(&text) {
                continue;
            }
            if old.is_some_and(|old| !is_ours(&old)) {
                let kept = self.directory.join(format!("{name}.yours"));
                std::fs::rename(&file, &kept).map_err(Error::file(&file))?;
                moved.push((file.clone(), kept));
            }
            write(&file, &text)?;
        }
        let lock = self.directory.join("Cargo.lock");
        if !lock.exists() {
            copy_lock(self.workspace, &lock)?;
        }
        Ok(moved)
    }

    fn program(&self, template: &str) -> String {
        let tests = relative(self.workspace, &self.directory, &self.exercise.file("grade.rs"));
        template.replace("@TESTS@", &tests).replace("@NAME@", &self.exercise.name)
    }

    fn task(&self) -> String {
        let Exercise { name, declaration, .. } = self.exercise;
        let edited = self.edited();
        let edited = edited.strip_prefix(&self.directory).unwrap_or(&edited).display();
        format!(
            "<!-- {OURS}. -->\n\n# {}\n\n{}\n\nEdit `{edited}`. `cargo workbook exercise {name}` grades it.\n",
            declaration.title,
            declaration.task.trim(),
        )
    }
}

/// Whether the workbook wrote it: a seal of the text without its first line would be more than a learner's mistake needs.
fn is_ours(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.contains(OURS))
}

/// The manifest of a package for a submission in `directory`.
pub(crate) fn manifest(workspace: &Workspace, exercise: &Exercise, directory: &Path) -> Result<String, Error> {
    let root = workspace.root();
    let path = |path: &str| quoted(&relative(workspace, directory, &root.join(path)));
    Ok(MANIFEST
        .replace("@NAME@", &exercise.name)
        .replace("@COUNTER@", &path("scripts/count-allocations"))
        .replace("@GRADING@", &path("scripts/grading"))
        .replace("@DHAT@", &versions(workspace, &["dhat".to_owned()])?)
        .replace("@DEPENDENCIES@", &versions(workspace, &exercise.declaration.dependencies)?)
        .replace("@UNSAFE@", unsafe_code(exercise)))
}

/// How the lint on unsafe code is set.
pub(crate) fn unsafe_code(exercise: &Exercise) -> &'static str {
    let is_allowed = exercise.declaration.allows.contains(&crate::declaration::Allowance::Unsafe);
    if is_allowed { "allow" } else { "forbid" }
}

/// A text as TOML writes it.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The lines of packages in a manifest, in the versions that the workspace has.
pub(crate) fn versions(workspace: &Workspace, packages: &[String]) -> Result<String, Error> {
    let file = workspace.root().join("Cargo.toml");
    let text = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
    let manifest: toml::Table = text.parse().map_err(|error: toml::de::Error| Error::malformed(&file, error))?;
    let known = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let mut lines = String::new();
    for package in packages {
        let version = known.and_then(|known| known.get(package)).ok_or_else(|| {
            Error::malformed(
                &file,
                format!("no version of `{package}`, which an exercise depends on, in [workspace.dependencies]"),
            )
        })?;
        lines += &format!("{package} = {version}\n");
    }
    Ok(lines)
}

/// The workspace's lock file, so that cargo resolves the same versions and asks no registry.
pub(crate) fn copy_lock(workspace: &Workspace, to: &Path) -> Result<(), Error> {
    let lock = workspace.root().join("Cargo.lock");
    let text = std::fs::read_to_string(&lock).map_err(Error::file(&lock))?;
    write(to, &text)
}

/// A path of the workspace as seen from a directory: relative where the directory is in the workspace, so that a clone can be moved.
pub(crate) fn relative(workspace: &Workspace, from: &Path, to: &Path) -> String {
    let root = workspace.root();
    match (from.strip_prefix(root), to.strip_prefix(root)) {
        (Ok(from), Ok(to)) => {
            let up = from.components().map(|_| "..").collect::<PathBuf>();
            // As TOML and Rust read it on every platform.
            up.join(to).display().to_string().replace('\\', "/")
        }
        _ => to.display().to_string().replace('\\', "/"),
    }
}

pub(crate) fn write(file: &Path, text: &str) -> Result<(), Error> {
    Ok(write_whole(file, text.as_bytes())?)
}
