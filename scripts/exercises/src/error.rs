//! What can be wrong with an exercise or with a learner's copy.

use std::path::PathBuf;

/// Why an exercise can't be read, copied or graded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file can't be read or written.
    #[error("{}: {reason}; check the path, its permissions and the space left", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        reason: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{}: {reason}", path.display())]
    Malformed {
        /// Which.
        path: PathBuf,
        /// In words, with the remedy.
        reason: String,
    },
    /// No exercise of this name.
    #[error("no exercise `{name}`; {suggestion}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest names, or all of them.
        suggestion: String,
    },
    /// Two exercises of one name.
    #[error("two exercises are called `{name}`, in {first} and in {second}; rename one of them")]
    Twice {
        /// The name.
        name: String,
        /// A chapter.
        first: String,
        /// Another, or the same.
        second: String,
    },
    /// The learner's file is gone.
    #[error(
        "{}: it is gone; `cargo workbook exercise {name} --again` starts the exercise again and keeps what is left of the old copy",
        path.display()
    )]
    Gone {
        /// Which.
        path: PathBuf,
        /// The exercise.
        name: String,
    },
    /// cargo failed for another reason than the code.
    #[error("cargo could not build the exercise ({status}):\n{messages}\nYour files are as they were.")]
    Cargo {
        /// How it ended.
        status: String,
        /// What it said.
        messages: String,
    },
    /// The workspace is not as it should be.
    #[error(transparent)]
    Workspace(#[from] record::workspace::Error),
    /// A kept file can't be written.
    #[error(transparent)]
    Record(#[from] record::Error),
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |reason| Self::File { path, reason }
    }

    pub(crate) fn malformed(path: impl Into<PathBuf>, reason: impl ToString) -> Self {
        Self::Malformed { path: path.into(), reason: reason.to_string() }
    }

    /// Whether the mistake is in what was typed.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }
}
