//! Where is the workspace, and which experiments are in it?
//!
//! Every directory of `experiments/` is an experiment; there is no other list.

use std::path::{Path, PathBuf};

/// The workspace's root.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

/// What a user can get wrong about experiments and places.
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

/// One directory of `experiments/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Slug: name of the directory, the crate and the page.
    pub slug: String,
    /// The crate's directory.
    pub directory: PathBuf,
}

impl Experiment {
    /// The reference record: committed, and shown in the book.
    pub fn reference(&self) -> PathBuf {
        self.directory.join("record.json")
    }

    /// The reference matrix, where the experiment has one: committed, and shown in the book.
    pub fn reference_matrix(&self) -> PathBuf {
        self.directory.join("matrix.json")
    }

    /// The reference record of the experiment's Go programs, where it has some: committed, and shown in the book.
    pub fn reference_go(&self) -> PathBuf {
        self.directory.join("go.json")
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

    /// The reader's own record of an experiment. Never the reference.
    pub fn own_record(&self, slug: &str) -> PathBuf {
        self.target().join("workbook").join(format!("{slug}.json"))
    }

    /// The reader's own matrix of an experiment. Never the reference.
    pub fn own_matrix(&self, slug: &str) -> PathBuf {
        self.target().join("workbook").join(format!("{slug}.matrix.json"))
    }

    /// The reader's own record of an experiment's Go programs. Never the reference.
    pub fn own_go(&self, slug: &str) -> PathBuf {
        self.target().join("workbook").join(format!("{slug}.go.json"))
    }

    /// The calibration of this machine, by the reader.
    pub fn own_calibration(&self) -> PathBuf {
        self.target().join("workbook/calibration.json")
    }

    /// The calibration shown in the book.
    pub fn reference_calibration(&self) -> PathBuf {
        self.root.join("experiments/instruments/calibration.json")
    }

    /// Every experiment, by name.
    ///
    /// # Errors
    ///
    /// When `experiments/` cannot be read.
    pub fn experiments(&self) -> anyhow::Result<Vec<Experiment>> {
        let directory = self.root.join("experiments");
        let mut experiments = Vec::new();
        for entry in std::fs::read_dir(&directory)? {
            let entry = entry?;
            if entry.path().join("Cargo.toml").is_file() {
                experiments.push(Experiment {
                    slug: entry.file_name().to_string_lossy().into_owned(),
                    directory: entry.path(),
                });
            }
        }
        experiments.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(experiments)
    }

    /// The experiments named, or all of them when none is.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownExperiment`], with the nearest names.
    pub fn chosen(&self, slugs: &[String]) -> anyhow::Result<Vec<Experiment>> {
        let all = self.experiments()?;
        if slugs.is_empty() {
            return Ok(all);
        }
        let mut chosen: Vec<Experiment> = Vec::new();
        for slug in slugs {
            let Some(experiment) = all.iter().find(|experiment| experiment.slug == *slug) else {
                let names = all.iter().map(|experiment| experiment.slug.as_str());
                return Err(Error::UnknownExperiment { slug: slug.clone(), suggestion: suggestion(slug, names) }.into());
            };
            if !chosen.contains(experiment) {
                chosen.push(experiment.clone());
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
pub fn cases<'a>(record: &'a record::Record, name: &str) -> Result<Vec<&'a record::Case>, Error> {
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

/// `did you mean ...?`, or the whole list where nothing is near.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let mut near: Vec<(f64, &str)> = known
        .iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), *candidate))
        .filter(|(similarity, _)| *similarity > 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<&str> = near.into_iter().take(3).map(|(_, candidate)| candidate).collect();
    if known.is_empty() {
        "there are none yet".to_owned()
    } else if near.is_empty() {
        format!("there are: {}", known.join(", "))
    } else {
        format!("did you mean {}?", near.join(", or "))
    }
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn the_nearest_name_comes_first() {
        let known = ["boxed-return", "fixed-array-on-stack", "instruments"];
        assert_eq!(suggestion("boxd-return", known.into_iter()), "did you mean boxed-return?");
    }

    #[test]
    fn without_a_near_name_all_are_listed() {
        assert_eq!(suggestion("zzz", ["b", "a"].into_iter()), "there are: a, b");
        assert_eq!(suggestion("zzz", [].into_iter()), "there are none yet");
    }
}
