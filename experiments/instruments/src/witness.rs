//! Does the platform's malloc see what the gate counts?
//!
//! The gate is our own code on top of `stats_alloc`; an error in it would be repeated in every figure. So a third party looks:
//! the test binary runs itself under valgrind, which sees every call to `malloc`, `calloc`, `realloc` and `free` of the process,
//! with counting off. Around each case the child calls [`mark`].
//!
//! [`mark`] and [`calls`] are for other binaries that want the same witness.

use crate::{Experiment, counting};
use record::Outcome;
use std::process::ExitCode;

pub use malloc_trace::{Calls, calls, mark};

/// Runs every case once between marks, uncounted: what valgrind watches.
pub(crate) const CHILD_FLAG: &str = "--under-witness";

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
