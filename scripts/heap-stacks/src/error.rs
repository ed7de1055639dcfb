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
    /// There is no such file.
    #[error(
        "{}: there is no such file; check the path, and that the program wrote it: dhat writes its file when its Profiler is dropped, \
         which neither Ctrl-C nor `std::process::exit` does",
        path.display()
    )]
    NotThere {
        /// The file.
        path: PathBuf,
    },
    /// A file of a tool whose files are not read.
    #[error("{}: this is {what}; {remedy}", path.display())]
    OtherTool {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// A file of jemalloc, or of folded stacks, that is not what it should be.
    #[error("{}: line {line}: {reason}; the file is damaged or not complete, so take the profile again", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Folded stacks, of which nobody said what they count.
    #[error(
        "{}: folded stacks have numbers and do not say what they count; say it with --sample, such as --sample alloc-space",
        path.display()
    )]
    NotSaidWhat {
        /// The file.
        path: PathBuf,
    },
    /// Not every address of the profile is of a mapping, so that programs cannot be looked into.
    #[error(
        "{}: the profile has no addresses to look up in a program: dhat's and folded stacks have their names already; leave out --program",
        path.display()
    )]
    NoAddresses {
        /// The file.
        path: PathBuf,
    },
    /// A program that cannot be looked into.
    #[error("--program {}: {reason}", path.display())]
    Program {
        /// The program.
        path: PathBuf,
        /// Why not.
        reason: String,
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
    /// No stack has such a function, or every one has one that is to be ignored.
    #[error(
        "no stack passes {given}; `top` lists the names of functions, and patterns are searched for in the names and files of all frames"
    )]
    NoStack {
        /// The options.
        given: String,
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
        matches!(
            self,
            Self::Pattern { .. }
                | Self::NoMatch { .. }
                | Self::NoStack { .. }
                | Self::NotSaidWhat { .. }
                | Self::NoAddresses { .. }
                | Self::Program { .. }
        )
    }
}

/// What makes a profile, or a view of it, say less than it seems to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// dhat limits the depth of a backtrace.
    #[error(
        "{cut} of {stacks} stacks are cut off before their outermost function, so cum lacks what lies further out; {remedy}"
    )]
    CutOff {
        /// Stacks that were cut off.
        cut: usize,
        /// All of them.
        stacks: usize,
        /// How more of a stack is kept.
        remedy: &'static str,
    },
    /// Nothing was asked of the allocator.
    #[error(
        "the profile has no stack: nothing was allocated while it was taken, or its maker was switched off; \
         with dhat that is while its Profiler is alive, with pprof-alloc a sample rate of 0 records nothing"
    )]
    NothingAllocated,
    /// No frame says which line it is of.
    #[error(
        "no frame of the profile has a line: the program was built without debug information; \
         build it with `debug = \"limited\"` in the profile, or more"
    )]
    NoLines,
    /// Frames without a name and a file.
    #[error(
        "{figure} of {sample}, {share}, are in stacks without a name: the program was stripped{}; \
         build it with `strip = false` in the profile (`strip = \"debuginfo\"` takes the lines only) and profile again",
        if *.has_addresses { ", or the functions are of a library without symbols" } else { "" }
    )]
    NoNames {
        /// The figure that is shown first.
        sample: Sample,
        /// What is in such stacks, with its unit.
        figure: String,
        /// The part of the total.
        share: String,
        /// Whether such stacks have addresses.
        has_addresses: bool,
    },
    /// Addresses that nobody has given names.
    #[error(
        "{figure} of {sample}, {share}, are in stacks of addresses without names: the file is not symbolised; \
         name the program that was profiled, or the library, the same build of it, with --program"
    )]
    NotSymbolised {
        /// The figure that is shown first.
        sample: Sample,
        /// What is in such stacks, with its unit.
        figure: String,
        /// The part of the total.
        share: String,
    },
    /// The program has no symbols, or another format of them.
    #[error("{}: {unnamed} of {addresses} addresses have no name in it; the program was stripped, or is another build", program.display())]
    Unnamed {
        /// The program.
        program: PathBuf,
        /// Addresses without a name.
        unnamed: usize,
        /// All that lie in it.
        addresses: usize,
    },
    /// The file does not say which build it is of.
    #[error("{}: the profile does not say of which build it is, so names are right only if this is the program that was profiled", program.display())]
    BuildNotKnown {
        /// The program.
        program: PathBuf,
    },
    /// Names that do not say of which type or module a function is.
    #[error(
        "{unqualified} of {functions} functions outside of the standard library have a name without a path, as `debug = \"line-tables-only\"` leaves it: \
         functions of one name in one file are one row; build with `debug = \"limited\"`"
    )]
    Unqualified {
        /// Functions with such a name.
        unqualified: usize,
        /// Functions of Rust outside of the standard library.
        functions: usize,
    },
    /// A file of the reader's that is counted as the standard library's.
    #[error(
        "{file}: a source of yours ends as one of the standard library's does, and without the path of a name nothing tells them apart, \
         so what is in it counts for its callers; build with `debug = \"limited\"`"
    )]
    TakenForStandard {
        /// The end of its path.
        file: String,
    },
    /// The file has figures that are not read.
    #[error("the profile also counts {}, which is not read here", names.join(", "))]
    NotRead {
        /// Name and unit, as the file has them.
        names: Vec<String>,
    },
    /// Valgrind was not asked for paths.
    #[error(
        "valgrind wrote the names of files without their directories, so a file of several of that name is not found; \
         profile with `valgrind --tool=dhat --fullpath-after= PROGRAM`"
    )]
    NoDirectories,
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
