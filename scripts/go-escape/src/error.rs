//! What is wrong with the Go that was given, and where.

use crate::source::{Pos, SourceFile};

/// Why a package was not analysed. Nothing is guessed: whatever the model does not know is one of these.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not Go.
    #[error("{place}: this is not Go: {what}")]
    Syntax {
        /// File, line and column.
        place: String,
        /// What the parser expected.
        what: String,
    },
    /// The program is not well typed; the compiler rejects it as well.
    #[error("{place}: {what}")]
    Type {
        /// File, line and column.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// The program may be right, but the model does not know the construct.
    #[error("{place}: outside of the subset: {construct}")]
    Subset {
        /// File, line and column.
        place: String,
        /// The construct, and what to do instead where there is something.
        construct: String,
    },
    /// The release is not one that the model knows.
    #[error("`{0}` is not a release of Go that the model knows; write one of 1.21 to 1.27")]
    Release(String),
    /// No file was given.
    #[error("a package needs at least one file of Go")]
    Empty,
}

impl Error {
    /// What the model does not know, without names, so that packages can be counted by it; nothing where it is not that.
    pub fn outside(&self) -> Option<&str> {
        let Error::Subset { construct, .. } = self else { return None };
        Some(if construct.starts_with("package \"") {
            "an import of a package that the model has no table of"
        } else if construct.contains("it is not in the table") {
            "a name that is not in the table of its package"
        } else if ["generic", "type parameters", "type arguments", "set of types"]
            .iter()
            .any(|word| construct.contains(word))
        {
            "generics"
        } else if construct.starts_with("//go:") {
            "a directive to the compiler"
        } else {
            construct
        })
    }
}

/// An error inside the analysis, before the file has its name.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) pos: Pos,
    pub(crate) what: String,
    pub(crate) kind: FaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Syntax,
    Type,
    Subset,
}

pub(crate) type Result<T> = std::result::Result<T, Fault>;

/// A program that the compiler rejects, too.
pub(crate) fn wrong<T>(pos: Pos, what: impl Into<String>) -> Result<T> {
    Err(Fault { pos, what: what.into(), kind: FaultKind::Type })
}

/// A construct that the model does not know.
pub(crate) fn outside<T>(pos: Pos, what: impl Into<String>) -> Result<T> {
    Err(Fault { pos, what: what.into(), kind: FaultKind::Subset })
}

impl Fault {
    /// The error that a reader sees, with the name of the file.
    pub(crate) fn named(self, files: &[SourceFile]) -> Error {
        let file = files.get(self.pos.file as usize).map_or("<package>", |file| file.name.as_str());
        let place = match self.pos.line {
            0 => file.to_owned(),
            line => format!("{file}:{line}:{}", self.pos.column),
        };
        match self.kind {
            FaultKind::Syntax => Error::Syntax { place, what: self.what },
            FaultKind::Type => Error::Type { place, what: self.what },
            FaultKind::Subset => Error::Subset { place, construct: self.what },
        }
    }
}
