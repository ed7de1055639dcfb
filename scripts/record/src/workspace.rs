//! Where is the workspace, which chapters are in it, and where are the files of their measurements?
//!
//! Every directory of `experiments/` is a chapter; there is no other list.

use crate::suggest::suggestion;
use crate::{CALIBRATED, Case, Kind, MODELLED, Record};
use std::path::{Path, PathBuf};

/// The workspace's root.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

/// What a user can get wrong about chapters and places.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No directory upwards of here is the workspace.
    #[error("{0}: neither this directory nor one above it is the workbook; change into a clone of it")]
    NotInWorkspace(PathBuf),
    /// No experiment of this name.
    #[error("no experiment `{slug}`; {suggestion}")]
    UnknownExperiment {
        /// What was asked for.
        slug: String,
        /// The nearest names, or all of them.
        suggestion: String,
    },
    /// The directory of the chapters.
    #[error("{directory}: {reason}; check the path and its permissions")]
    Unreadable {
        /// Which.
        directory: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// No case of this name.
    #[error("no variant `{name}` in {experiment}; {suggestion}")]
    UnknownCase {
        /// What was asked for.
        name: String,
        /// The experiment.
        experiment: String,
        /// The nearest names, or all of them.
        suggestion: String,
    },
}

/// A chapter: one directory of `experiments/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Slug: name of the directory, the crate and the page.
    pub slug: String,
    /// The crate's directory.
    pub directory: PathBuf,
}

impl Chapter {
    /// The committed file of a kind, which the book shows.
    pub fn kept(&self, kind: Kind) -> PathBuf {
        kind.in_chapter(&self.directory)
    }

    /// Where its Go module is, if it has one.
    pub fn go(&self) -> PathBuf {
        self.directory.join("go")
    }

    /// Whether it has programs that are run for what they hold of the machine's memory: the first has its name and lists their runs.
    pub fn has_runs(&self) -> bool {
        self.directory.join("src/bin").join(&self.slug).join("runs.rs").is_file()
    }

    /// Whether it has programs that do the same work, each under an allocator of its own.
    pub fn has_allocators(&self) -> bool {
        self.directory.join("src/bin/counted").is_dir()
    }

    /// Whether it has a Go module.
    pub fn has_go(&self) -> bool {
        self.go().join("go.mod").is_file()
    }
}

impl Workspace {
    /// The workspace that `directory` is in.
    ///
    /// # Errors
    ///
    /// [`Error::NotInWorkspace`].
    pub fn around(directory: &Path) -> Result<Self, Error> {
        directory
            .ancestors()
            .find(|candidate| candidate.join("experiments").is_dir() && candidate.join("book/book.toml").is_file())
            .map(|root| Self { root: root.to_owned() })
            .ok_or_else(|| Error::NotInWorkspace(directory.to_owned()))
    }

    /// The root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where cargo builds: `CARGO_TARGET_DIR`, or `target`.
    pub fn target(&self) -> PathBuf {
        match std::env::var_os("CARGO_TARGET_DIR") {
            Some(directory) => self.root.join(directory),
            None => self.root.join("target"),
        }
    }

    /// Where the readers' own measurements and the tools' working files are.
    pub fn own_directory(&self) -> PathBuf {
        self.target().join("workbook")
    }

    /// The reader's own file of an experiment. Never the committed one.
    pub fn own(&self, slug: &str, kind: Kind) -> PathBuf {
        self.own_directory().join(slug).join(kind.file_name())
    }

    /// The reader's own file, or the committed one where `is_reference`.
    pub fn destination(&self, chapter: &Chapter, kind: Kind, is_reference: bool) -> PathBuf {
        if is_reference { chapter.kept(kind) } else { self.own(&chapter.slug, kind) }
    }

    /// The chapter whose benchmarks calibrate the method. It may not be there.
    pub fn calibrated(&self) -> Chapter {
        Chapter { slug: CALIBRATED.to_owned(), directory: self.root.join("experiments").join(CALIBRATED) }
    }

    /// The chapter about the model of Go's escape analysis. It may not be there.
    pub fn modelled(&self) -> Chapter {
        Chapter { slug: MODELLED.to_owned(), directory: self.root.join("experiments").join(MODELLED) }
    }

    /// A file as the reader knows it: from the workspace's root, where it is in it.
    pub fn shown(&self, file: &Path) -> String {
        file.strip_prefix(&self.root).unwrap_or(file).display().to_string()
    }

    /// Every chapter, by name.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`].
    pub fn chapters(&self) -> Result<Vec<Chapter>, Error> {
        let directory = self.root.join("experiments");
        let unreadable = |reason| Error::Unreadable { directory: directory.clone(), reason };
        let mut chapters = Vec::new();
        for entry in std::fs::read_dir(&directory).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            if entry.path().join("Cargo.toml").is_file() {
                let slug = entry.file_name().to_string_lossy().into_owned();
                chapters.push(Chapter { slug, directory: entry.path() });
            }
        }
        chapters.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(chapters)
    }

    /// The chapters named, or all of them when none is. One that is named twice comes once.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownExperiment`], with the nearest names, and [`Error::Unreadable`].
    pub fn chosen(&self, slugs: &[String]) -> Result<Vec<Chapter>, Error> {
        let all = self.chapters()?;
        if slugs.is_empty() {
            return Ok(all);
        }
        let mut chosen: Vec<Chapter> = Vec::new();
        for slug in slugs {
            let Some(chapter) = all.iter().find(|chapter| chapter.slug == *slug) else {
                let suggestion = suggestion(slug, all.iter().map(|chapter| chapter.slug.as_str()));
                return Err(Error::UnknownExperiment { slug: slug.clone(), suggestion });
            };
            if !chosen.contains(chapter) {
                chosen.push(chapter.clone());
            }
        }
        Ok(chosen)
    }
}

/// The cases of `record` that `name` means: a case id, or a variant with all its sizes.
///
/// # Errors
///
/// [`Error::UnknownCase`], with the nearest names.
pub fn cases<'a>(record: &'a Record, name: &str) -> Result<Vec<&'a Case>, Error> {
    let found: Vec<_> = record.cases.iter().filter(|case| case.variant == name || case.id() == name).collect();
    if found.is_empty() {
        let ids: Vec<String> = record.cases.iter().flat_map(|case| [case.variant.clone(), case.id()]).collect();
        return Err(Error::UnknownCase {
            name: name.to_owned(),
            experiment: record.experiment.clone(),
            suggestion: suggestion(name, ids.iter().map(String::as_str)),
        });
    }
    Ok(found)
}
