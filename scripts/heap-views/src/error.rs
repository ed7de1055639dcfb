//! What can be wrong with a profile, and what is doubtful about it?

use crate::Sample;
use std::path::PathBuf;

/// Why there is no profile.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or directory cannot be read.
    #[error("{}: {reason}; check the path and who may read it", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: std::io::Error,
    },
    /// A file in pprof's format is damaged, or is none.
    #[error("{}: {reason}", path.display())]
    Pprof {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: crate::pprof::PprofError,
    },
    /// The file has no byte.
    #[error(
        "{}: empty; dhat writes it when its Profiler is dropped, so keep that in a variable to the end of `main`, \
         and leave `main` by returning, not by `std::process::exit`",
        path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file ends in the middle.
    #[error(
        "{}: ends in the middle, at byte {offset}; run the profiled program again, let it end by itself, and see that the disk is not full",
        path.display()
    )]
    Truncated {
        /// The file.
        path: PathBuf,
        /// How many bytes there are.
        offset: u64,
    },
    /// The file is something else.
    #[error(
        "{}: not JSON from byte {offset} on: {reason}; name the file that dhat wrote (`dhat-heap.json` unless the program names another), \
         or profile again where that is what it is",
        path.display()
    )]
    NotJson {
        /// The file.
        path: PathBuf,
        /// Where it stops being JSON.
        offset: u64,
        /// What the parser says.
        reason: String,
    },
    /// The file is JSON that dhat did not write.
    #[error("{}: no profile of dhat: {reason}; name the file that dhat wrote, or profile again", path.display())]
    NotDhat {
        /// The file.
        path: PathBuf,
        /// What is missing or different.
        reason: String,
    },
    /// dhat's format, in another version.
    #[error(
        "{}: `dhatFileVersion` is {version}, and only 2 can be read; profile with version 0.3 of the crate dhat",
        path.display()
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// dhat's format, of something else than the heap of a Rust program.
    #[error("{}: {what}; {remedy}", path.display())]
    Mode {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// A stack names a frame that is not in the table.
    #[error(
        "{}: stack {stack} names frame {frame}, and the table has {frames}; the file is damaged, so profile again",
        path.display()
    )]
    FrameOutOfTable {
        /// The file.
        path: PathBuf,
        /// The stack's place in `pps`, from 0.
        stack: usize,
        /// The frame named.
        frame: u64,
        /// How many there are.
        frames: usize,
    },
    /// The figures of a stack cannot all be right.
    #[error("{}: stack {stack} has {contradiction}; the file is damaged, so profile again", path.display())]
    Contradiction {
        /// The file.
        path: PathBuf,
        /// The stack's place in `pps`, from 0.
        stack: usize,
        /// The two figures.
        contradiction: String,
    },
    /// A sum does not fit.
    #[error("{}: the sum of {sample} does not fit in 63 bits; the file is damaged, so profile again", path.display())]
    Overflow {
        /// The file.
        path: PathBuf,
        /// Of which figure.
        sample: Sample,
    },
    /// The figures of a profile, or of two, do not fit together.
    #[error("the sum of {0} does not fit in 63 bits, so these profiles cannot be shown as one")]
    SumOverflow(Sample),
    /// What was asked for is no regular expression.
    #[error("`{pattern}` is no regular expression: {reason}; put a backslash before a sign that is meant literally")]
    Pattern {
        /// The regular expression.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No function has such a name.
    #[error(
        "no function of the profile matches `{pattern}`; `top` lists their names, and `--all-frames` adds those of the standard library"
    )]
    NoMatch {
        /// The regular expression.
        pattern: String,
    },
}

impl Error {
    /// Whether something was asked for that does not exist, rather than something being wrong with the profile.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Pattern { .. } | Self::NoMatch { .. })
    }
}

/// What makes a profile, or a view of it, say less than it seems to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// dhat limits the depth of a backtrace.
    #[error(
        "{cut} of {stacks} stacks are cut off before their outermost function, so cum lacks what lies further out; \
         profile with `dhat::Profiler::builder().trim_backtraces(Some(64)).build()`, since dhat keeps 10 calls unless told otherwise"
    )]
    CutOff {
        /// Stacks that were cut off.
        cut: usize,
        /// All of them.
        stacks: usize,
    },
    /// Nothing was asked of the allocator.
    #[error("the profile has no stack: nothing was allocated while dhat's Profiler was alive")]
    NothingAllocated,
    /// No frame says which line it is of.
    #[error(
        "no frame of the profile has a line: the program was built without debug information; \
         build it with `debug = \"limited\"` in the profile, or more"
    )]
    NoLines,
    /// Frames without a name and a file.
    #[error("{bytes} of {total} bytes are in stacks without a name; do not strip the program")]
    NoNames {
        /// Bytes in such stacks.
        bytes: i64,
        /// All bytes.
        total: i64,
    },
    /// None of the profile's files is below the roots.
    #[error(
        "no source file of the profile is below {}, so no line counts as your own; name the directory that has them with --source",
        roots.join(", ")
    )]
    NoSources {
        /// Where was looked.
        roots: Vec<String>,
    },
    /// Several source files could be meant.
    #[error(
        "{file}: the profile keeps the last three parts of a path, and {} end that way; show one with --source, more narrowly",
        candidates.join(" and ")
    )]
    Ambiguous {
        /// The file as the profile has it.
        file: String,
        /// The files that it may be.
        candidates: Vec<String>,
    },
    /// A source file is not there.
    #[error(
        "{file}: not found, so its lines are shown without their text; name the directory that has it with --source"
    )]
    Missing {
        /// The file as the profile has it.
        file: String,
    },
    /// A source file can be found and not read, or does not have the line.
    #[error("{file}: {reason}, so the text beside its figures may be that of other lines; profile again")]
    Moved {
        /// The file.
        file: String,
        /// What was noticed.
        reason: String,
    },
}
