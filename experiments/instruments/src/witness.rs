//! Does the platform's malloc see what the gate counts?
//!
//! The gate is our own code on top of `stats_alloc`; an error in it would be repeated in every figure. So a third party looks:
//! the test binary runs itself under valgrind with `--trace-malloc=yes`, which prints every call to `malloc`, `calloc`, `realloc`
//! and `free` of the process, with counting off. Around each case the child makes a block of an alignment that nothing else uses,
//! and those two lines delimit the case in the trace.
//!
//! [`mark`] and [`calls`] are for other binaries that want the same witness.

#![allow(unsafe_code, reason = "the marks in the trace are raw allocations")]

use crate::{Experiment, counting};
use record::Outcome;
use std::alloc::{GlobalAlloc, Layout, System};
use std::path::Path;
use std::process::{Command, ExitCode};

/// Runs every case once between marks, uncounted: what valgrind watches.
pub(crate) const CHILD_FLAG: &str = "--under-witness";

const MARK_ALIGNMENT: usize = 8192;

/// Calls of the platform's malloc between two marks, of all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// `malloc`, `calloc` and aligned allocations.
    pub allocations: u64,
    /// `realloc`.
    pub reallocations: u64,
    /// `free`, but for null.
    pub deallocations: u64,
}

pub(crate) fn run_child(experiment: &'static Experiment) -> ExitCode {
    // The first thread of a process makes blocks that the later ones find.
    thread_that_does_nothing();
    mark();
    thread_that_does_nothing();
    mark();
    for case in counted_cases(experiment) {
        let mut work = case.work();
        let warm_up = work.call();
        mark();
        let answer = work.call();
        mark();
        if let Err(error) = case.verify(warm_up).and_then(|()| case.verify(answer)) {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn counted_cases(experiment: &'static Experiment) -> impl Iterator<Item = crate::Case> {
    experiment.cases().into_iter().filter(|case| !matches!(counting::expected(case), Outcome::NotMeasured(_)))
}

/// Marks this place in the trace. Call it before and after what is to be seen.
pub fn mark() {
    let layout = Layout::from_size_align(1, MARK_ALIGNMENT).expect("one byte at a power of two is a layout");
    // SAFETY: the layout is not zero-sized.
    let block = unsafe { System.alloc(std::hint::black_box(layout)) };
    // SAFETY: `block` came from `System` with this layout; freeing null is allowed by `free`, on which `System` rests here.
    unsafe { System.dealloc(block, layout) }
}

fn thread_that_does_nothing() {
    // A closure that does nothing does not panic.
    let _ = std::thread::spawn(|| {}).join();
}

/// What the C library does for a thread, given what malloc saw of one that does nothing.
///
/// The standard library's own part is counted: by the gate, and one block that comes from `System` directly.
fn c_library_per_thread(seen: Calls) -> Result<Calls, String> {
    let counted = crate::count(thread_that_does_nothing).1;
    let own = seen.allocations.checked_sub(counted.allocations + 1);
    own.map(|own| Calls { allocations: own, deallocations: own, reallocations: seen.reallocations })
        .ok_or_else(|| format!("a thread that does nothing: the gate {counted:?}, malloc {seen:?}"))
}

/// Compares valgrind's trace with the gate's count, for every counted case.
pub(crate) fn compare(experiment: &'static Experiment) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| format!("the path of this test binary: {error}"))?;
    let Some(seen) = calls(&program, &[CHILD_FLAG])? else { return Ok(()) };
    let Some((thread, seen)) = seen.split_first() else { return Err("no mark is in valgrind's trace".to_owned()) };
    let per_thread = c_library_per_thread(*thread)?;
    let cases: Vec<_> = counted_cases(experiment).collect();
    if seen.len() != cases.len() {
        return Err(format!("{} cases ran, {} are in valgrind's trace", cases.len(), seen.len()));
    }
    let mut problems = Vec::new();
    for (case, seen) in cases.iter().zip(seen) {
        let (gate, uncounted) = (counting::figures(case)?, case.in_uncounted_threads());
        let expected = Calls {
            allocations: gate.allocations
                + uncounted.allocations
                + case.beside()
                + case.threads() * per_thread.allocations,
            reallocations: gate.reallocations + uncounted.reallocations + case.threads() * per_thread.reallocations,
            deallocations: gate.deallocations
                + uncounted.deallocations
                + case.beside()
                + case.threads() * per_thread.deallocations,
        };
        if *seen != expected {
            problems.push(format!("{}: the gate and the declaration {expected:?}, malloc {seen:?}", case.id()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn is_available() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Runs a program under valgrind and returns the calls between each pair of its marks.
///
/// `None`, with a message on stderr, when valgrind is not installed.
///
/// # Errors
///
/// When valgrind or the program fails, with what they printed; when valgrind is missing and the variable `CI` is set.
pub fn calls(program: &Path, arguments: &[&str]) -> Result<Option<Vec<Calls>>, String> {
    if !is_available() {
        let message = "SKIPPED: valgrind is not on PATH, so malloc was not watched; install valgrind to run it";
        if std::env::var_os("CI").is_some() {
            return Err(format!("{message} (CI must not skip it)"));
        }
        eprintln!("{message}");
        return Ok(None);
    }
    let log =
        tempfile::NamedTempFile::new().map_err(|error| format!("a temporary file for valgrind's log: {error}"))?;
    let output = Command::new("valgrind")
        .args(["--tool=memcheck", "--undef-value-errors=no", "--trace-malloc=yes"])
        .arg(format!("--log-file={}", log.path().display()))
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let text = std::fs::read_to_string(log.path()).map_err(|error| format!("valgrind's log: {error}"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the run under valgrind failed ({}):\n{stderr}\n{}", output.status, last_lines(&text, 12)));
    }
    parse(&text).map(Some)
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// The calls between each pair of marks of a trace.
fn parse(trace: &str) -> Result<Vec<Calls>, String> {
    let is_mark = |call: &&str| call.starts_with(&format!("memalign(al {MARK_ALIGNMENT},"));
    let calls: Vec<&str> = trace.lines().filter_map(call).collect();
    let marks = calls.iter().filter(|call| is_mark(call)).count();
    if !marks.is_multiple_of(2) {
        return Err(format!(
            "valgrind's trace has {marks} marks, and they come in pairs: a line of it is lost; run it again"
        ));
    }
    // Pieces alternate: before and between cases, a case, between, a case, ...
    let pieces = calls.split(is_mark).skip(1).step_by(2);
    Ok(pieces
        .map(|piece| {
            // The first call of a piece frees the block of the mark before it.
            piece.iter().skip(1).fold(Calls::default(), |mut calls, call| {
                match call.split('(').next() {
                    Some("malloc" | "calloc" | "memalign") => calls.allocations += 1,
                    // Rust reallocates no null; the C library does, to make a block.
                    Some("realloc") if call.starts_with("realloc(0x0,") => calls.allocations += 1,
                    Some("realloc") => calls.reallocations += 1,
                    Some("free") if !call.starts_with("free(0x0)") => calls.deallocations += 1,
                    _ => {}
                }
                calls
            })
        })
        .collect())
}

/// `malloc(8) = 0x4A5C040` out of `--12345-- malloc(8) = 0x4A5C040`.
fn call(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("--")?;
    Some(rest.split_once("-- ")?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_split_at_the_marks() {
        let trace = "\
--7-- malloc(100) = 0x1
--7-- memalign(al 8192, size 1) = 0x2
--7-- free(0x2)
--7-- malloc(8) = 0x3
--7-- realloc(0x3,16) = 0x4
--7-- free(0x0)
--7-- free(0x4)
--7-- realloc(0x0,32)malloc(32) = 0x9
--7-- free(0x9)
--7-- memalign(al 8192, size 1) = 0x5
--7-- free(0x5)
--7-- calloc(1,9) = 0x6
==7== a line that is no call
--7-- memalign(al 8192, size 1) = 0x7
--7-- free(0x7)
--7-- memalign(al 8192, size 1) = 0x8
--7-- free(0x8)
";
        let first = Calls { allocations: 2, reallocations: 1, deallocations: 2 };
        assert_eq!(parse(trace), Ok(vec![first, Calls::default()]));
        assert!(parse(&trace.replacen("memalign", "", 1)).is_err());
    }
}
