//! How do the programs of a chapter and the tools speak with each other?
//!
//! A chapter has one test program, [`CHAPTER`]. Without any of the flags below it runs its tests; each flag is its first argument and
//! makes it do one other thing. What a flag prints on standard output is JSON of the type named with it, messages are on standard error,
//! and the exit status is 0, or [`UNKNOWN_CASE`], or 1 with the reason on standard error.

use crate::Outcome;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::process::Command;

/// The test target that proves a chapter: counts, malloc, dhat, sites, findings.
pub const CHAPTER: &str = "chapter";

/// The test target with a chapter's ordinary tests, and the one to copy.
pub const BEHAVIOUR: &str = "behaviour";

/// The bench target that times a chapter.
pub const TIME: &str = "time";

/// Prints the declaration and the counts of every case: a [`crate::CountReport`].
pub const FIGURES: &str = "--figures";

/// Profiles the cases or variants named after it, or all of them, by dhat, and prints where each profile is: a list of [`Profiled`].
pub const PROFILE: &str = "--profile";

/// Of a bench program: prints its cases, a list of [`ListedCase`].
pub const CASES: &str = "--cases";

/// Of a bench program: calls the cases whose ids are on standard input, one a line, between the marks of callgrind,
/// and prints a list of [`Called`].
pub const INSTRUCTIONS: &str = "--instructions";

/// Of a bench program: calls the cases whose ids are on standard input, one a line, between breakpoints, for a tracer that counts steps, and prints
/// a list of [`Called`]. Before the calls of a case are as many of a function that does nothing.
pub const STEPS: &str = "--steps";

/// Establishes the findings and prints them: a list of [`crate::Finding`].
pub const FINDINGS: &str = "--findings";

/// After [`FINDINGS`]: what differs from run to run is established from one run, not from the many whose spread a record keeps. Enough to see that
/// it can still be established.
pub const ONCE: &str = "--once";

/// After [`FINDINGS`]: what takes long is not established, and its entry has the reason [`LEFT_OUT`].
pub const FIRST_LOOK: &str = "--first-look";

/// Why a finding has no value after [`FIRST_LOOK`].
pub const LEFT_OUT: &str = "it takes long, and was left out";

/// Of a program that is run for what it holds of memory: prints the runs that it can make, a [`crate::memory::Plan`].
pub const RUNS: &str = "--runs";

/// Of such a program: makes the run named after it, waiting as many milliseconds as come then where a run waits, and prints what it saw: a
/// [`crate::memory::Observed`].
pub const RUN: &str = "--run";

/// Of such a program: makes the heap named after it and prints its pages: a [`crate::memory::PageMap`].
pub const PAGES: &str = "--pages";

/// Of a program that does the work of a chapter under an allocator of its own: prints what it can do, a [`crate::allocators::AllocatorPlan`].
pub const PROGRAMS: &str = "--programs";

/// Of such a program: times the work named after it, in slices of so many microseconds, so many of them, in the round of that number, and prints the picoseconds
/// of a call of the fastest slice.
pub const TIMED: &str = "--timed";

/// Of such a program: does the work named after it as often as the number after that says, and prints its minor page faults.
pub const CALLED: &str = "--called";

/// Of such a program: calls a function that does nothing and the work named after it, each so often, between the marks of callgrind, and labels every call by
/// [`crate::allocators::NOTHING`] or the name.
pub const MARKED: &str = "--marked";

/// What comes behind the name of a program that is run for what it holds, in the name of the same program under a counting allocator.
pub const COUNTED: &str = "-counted";

/// The exit status for a case that the chapter does not have; the message names the nearest.
pub const UNKNOWN_CASE: u8 = 2;

/// Set in the environment of a bench that runs one case: it prints no rows and takes no counts.
pub const CELL_VARIABLE: &str = "WORKBOOK_CELL";

/// The beginnings of names of functions that call a case to measure it, in a heap profile: they say nothing about it.
pub const HARNESS: [&str; 5] = ["harness::", "<harness::", "declaration::", "<declaration::", "chapter::"];

/// The heap profile of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profiled {
    /// The case's id.
    pub case: String,
    /// Where the profile is, in dhat's JSON format, version 2.
    pub file: PathBuf,
}

/// What dhat saw of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeapCounts {
    /// The case's id.
    pub case: String,
    /// Blocks made and reallocated, bytes requested, bytes live at the end; or why there are none.
    pub counts: Outcome<[u64; 3]>,
}

/// A case, before it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedCase {
    /// The case's id.
    pub case: String,
    /// Whether it is called in a process of its own.
    pub alone: bool,
}

/// A case whose calls callgrind counted, or did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The case's id: the label of its dumps.
    pub case: String,
    /// The label of the dumps of an entry point of the same kind that does nothing, called alike.
    pub nothing: String,
    /// How many of its calls are counted.
    pub calls: usize,
    /// Whether it starts threads, whose scheduling decides what the calling thread does.
    pub starts_threads: bool,
    /// Why it was not called; absent where it was.
    pub failure: Option<String>,
}

/// What a finding can need of the machine beside the toolchain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// valgrind, which sees every call of malloc.
    Valgrind,
    /// valgrind's callgrind, on the processors whose marks are known, with the C library that is told what not to use.
    Callgrind,
    /// The GNU C compiler.
    Gcc,
    /// `taskset`, which keeps a program on one processor.
    Taskset,
    /// `/proc`, where Linux describes a process.
    Proc,
    /// A toolchain with the runtime of AddressSanitizer.
    AddressSanitizer,
}

impl Need {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Valgrind, Self::Callgrind, Self::Gcc, Self::Taskset, Self::Proc, Self::AddressSanitizer];

    /// Why it is not here, with the remedy; `None` where it is.
    pub fn missing(self) -> Option<String> {
        let (is_here, reason) = match self {
            Self::Valgrind => (runs("valgrind").is_some(), "valgrind is not on PATH; install valgrind"),
            Self::Callgrind => (
                cfg!(all(target_arch = "x86_64", target_os = "linux", target_env = "gnu"))
                    && runs("valgrind").is_some(),
                "instructions are counted by valgrind on Linux with glibc, on x86-64; install valgrind there",
            ),
            // On some platforms another compiler answers to that name.
            Self::Gcc => (
                runs("gcc").is_some_and(|text| text.contains("Free Software Foundation")),
                "gcc is not on PATH, or it is another compiler under that name; install the GNU compiler",
            ),
            Self::Taskset => (runs("taskset").is_some(), "taskset is not on PATH; install util-linux"),
            Self::Proc => (
                std::path::Path::new("/proc/self/maps").exists(),
                "there is no /proc/self/maps; this is established on Linux only",
            ),
            Self::AddressSanitizer => (
                has_address_sanitizer(),
                "this rustc has no AddressSanitizer for its target; use a toolchain that ships it",
            ),
        };
        (!is_here).then(|| reason.to_owned())
    }
}

/// What a program says of its version, where it runs.
fn runs(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether the sanitizer's runtime library is beside the standard library.
fn has_address_sanitizer() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let Ok(output) = Command::new(rustc).args(["--print", "target-libdir"]).output() else { return false };
    let files = std::fs::read_dir(String::from_utf8_lossy(&output.stdout).trim()).into_iter().flatten().flatten();
    files.into_iter().any(|file| file.file_name().to_string_lossy().ends_with("_rt.asan.a"))
}
