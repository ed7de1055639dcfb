//! What can be wrong with a kept file, in sentences that name the file, the field and the remedy.

use crate::Kind;
use std::fmt;
use std::path::PathBuf;

/// What can be wrong with a kept file.
///
/// `remake` is the command that makes the file, as [`Kind::remedy`] has it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("{file}: no such file; make it with {remake}, or name another file")]
    Missing {
        /// The path asked for.
        file: PathBuf,
        /// The command that makes such a file.
        remake: String,
    },
    /// The operating system refused.
    #[error("{file}: {refusal}")]
    Io {
        /// The path asked for.
        file: PathBuf,
        /// What the operating system said, and what can be done.
        refusal: Refusal,
    },
    /// The file ends too early.
    #[error("{file}: the file ends at line {line}, before it is complete; restore it, or make it again with {remake}")]
    Truncated {
        /// The file.
        file: PathBuf,
        /// Where it ends.
        line: usize,
        /// The command that makes such a file.
        remake: String,
    },
    /// Not JSON, or a field that is missing, unknown or of another type.
    #[error("{file}: line {line}: {what}; restore the file, or make it again with {remake}")]
    Malformed {
        /// The file.
        file: PathBuf,
        /// Where.
        line: usize,
        /// What the parser met, after the path of the field where there is one, such as `body.cases[0].time`.
        what: String,
        /// The command that makes such a file.
        remake: String,
    },
    /// Another schema number.
    #[error(
        "{file}: field `schema` is {found}, this version reads {expected}; make the file again with {remake}, or use the version that wrote it"
    )]
    Schema {
        /// The file.
        file: PathBuf,
        /// The value of the field `schema`.
        found: String,
        /// The schema number this version reads.
        expected: u32,
        /// The command that makes such a file.
        remake: String,
    },
    /// A file of another kind.
    #[error(
        "{file}: field `kind` is {found}, expected `{expected}`; name the {expected} file, or make it with {remake}"
    )]
    OtherKind {
        /// The file.
        file: PathBuf,
        /// The value of the field `kind`.
        found: String,
        /// The kind asked for.
        expected: Kind,
        /// The command that makes such a file.
        remake: String,
    },
    /// The file of another experiment.
    #[error("{file}: field `experiment` is `{found}`, expected `{expected}`; name the {kind} file of `{expected}`")]
    OtherExperiment {
        /// The file.
        file: PathBuf,
        /// The kind asked for.
        kind: Kind,
        /// The value of the field `experiment`.
        found: String,
        /// The experiment asked for.
        expected: String,
    },
    /// The seal is not that of the content.
    #[error(
        "{file}: field `seal` does not fit the figures: the file was edited after it was measured; restore the file, or make it again with {remake}"
    )]
    Edited {
        /// The file.
        file: PathBuf,
        /// The command that makes such a file.
        remake: String,
    },
    /// Fields that contradict each other.
    #[error("{file}: {problem}; restore the file, or make it again with {remake}")]
    Contradiction {
        /// The file.
        file: PathBuf,
        /// The first of the fields, and how many more there are.
        problem: String,
        /// The command that makes such a file.
        remake: String,
    },
}

/// An operating system's refusal, once, with the remedy of its kind.
#[derive(Debug)]
pub struct Refusal(std::io::Error);

impl Refusal {
    pub(crate) fn new(error: std::io::Error) -> Self {
        Self(error)
    }

    /// The kind of the operating system's error.
    pub fn kind(&self) -> std::io::ErrorKind {
        self.0.kind()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use std::io::ErrorKind;
        let remedy = match self.0.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "free some space there",
            ErrorKind::PermissionDenied => "check the permissions of the file and its directory",
            ErrorKind::ReadOnlyFilesystem => "the file system is read-only: make it writable",
            _ => "check the path",
        };
        let cause = self.0.to_string();
        // tempfile adds the path of its own file, which no reader knows.
        let cause = cause.split(" at path ").next().unwrap_or_default();
        write!(f, "{cause}; {remedy}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_named_once_and_is_no_matter_of_permissions() {
        const FULL: i32 = 28;
        #[derive(Debug, thiserror::Error)]
        #[error("{0} at path \".record-1\"")]
        struct AtPath(#[source] std::io::Error);
        let plain = std::io::Error::from_raw_os_error(FULL);
        let wrapped = std::io::Error::new(plain.kind(), AtPath(std::io::Error::from_raw_os_error(FULL)));
        for error in [plain, wrapped] {
            let error = Error::Io { file: "x/record.json".into(), refusal: Refusal::new(error) };
            assert!(std::error::Error::source(&error).is_none(), "a source would be printed a second time");
            let message = error.to_string();
            assert_eq!(message.matches("No space left").count(), 1, "{message}");
            assert!(message.ends_with("free some space there") && !message.contains(".record-1"), "{message}");
        }
        let denied = Refusal::new(std::io::ErrorKind::PermissionDenied.into()).to_string();
        assert!(denied.contains("permissions"), "{denied}");
    }
}
