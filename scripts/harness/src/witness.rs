//! Does the platform's malloc see what the counting allocator counts?
//!
//! The counting allocator is our own code on top of `stats_alloc`; an error in it would be repeated in every figure. So a third party looks:
//! the test program runs itself under valgrind, which sees every call to `malloc`, `calloc`, `realloc` and `free` of the process,
//! with counting off. Around each case the child makes a [`mark`].

use crate::counting;
use crate::process::skipped;
use declaration::{Case, Experiment};
use malloc_trace::{Calls, mark, trace};
use record::program::Need;
use record::{Exact, Outcome};

/// Runs every counted case once between marks: what valgrind watches.
pub(crate) const CHILD: &str = "--under-valgrind";

/// Runs the cases.
pub(crate) fn run_child(experiment: &'static Experiment) -> Result<(), String> {
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
        case.verify(warm_up).and_then(|()| case.verify(answer))?;
    }
    Ok(())
}

/// The cases that have exact figures.
pub(crate) fn counted_cases(experiment: &'static Experiment) -> impl Iterator<Item = Case> {
    experiment.cases().into_iter().filter(|case| !matches!(counting::expected(case), Outcome::NotMeasured(_)))
}

/// A closure that does nothing does not panic.
pub(crate) fn thread_that_does_nothing() {
    let _ = std::thread::spawn(|| {}).join();
}

/// What the C library does for a thread, given what malloc saw of one that does nothing, and what was counted of one.
///
/// The standard library's own part is counted, but for one block that comes from `System` directly.
fn c_library_per_thread(seen: Calls, counted: &Exact) -> Result<Calls, String> {
    let own = seen.allocations.checked_sub(counted.allocations + 1);
    own.map(|own| Calls { allocations: own, deallocations: own, reallocations: seen.reallocations })
        .ok_or_else(|| format!("a thread that does nothing: counted {counted:?}, malloc {seen:?}"))
}

/// Compares valgrind's trace with the counts of every counted case, in the order of the declaration; `thread` is the count of a thread
/// that does nothing.
pub(crate) fn compare(
    experiment: &'static Experiment,
    counted: &[Result<Exact, String>],
    thread: &Exact,
) -> Result<(), String> {
    if let Some(reason) = Need::Valgrind.missing() {
        return skipped(&format!("malloc was not watched: {reason}"));
    }
    let program = std::env::current_exe().map_err(|error| format!("the path of this test program: {error}"))?;
    let seen = trace(&program, &[CHILD])?.calls;
    let Some((empty, seen)) = seen.split_first() else { return Err("no mark is in valgrind's trace".to_owned()) };
    let per_thread = c_library_per_thread(*empty, thread)?;
    let cases: Vec<_> = counted_cases(experiment).collect();
    if seen.len() != cases.len() {
        return Err(format!("{} cases ran, {} are in valgrind's trace", cases.len(), seen.len()));
    }
    let mut problems = Vec::new();
    for ((case, counted), seen) in cases.iter().zip(counted).zip(seen) {
        let (counted, uncounted) = (counted.as_ref().map_err(Clone::clone)?, case.in_uncounted_threads());
        let expected = Calls {
            allocations: counted.allocations
                + uncounted.allocations
                + case.beside()
                + case.threads() * per_thread.allocations,
            reallocations: counted.reallocations + uncounted.reallocations + case.threads() * per_thread.reallocations,
            deallocations: counted.deallocations
                + uncounted.deallocations
                + case.beside()
                + case.threads() * per_thread.deallocations,
        };
        if *seen != expected {
            problems.push(format!("{}: the counts and the declaration {expected:?}, malloc {seen:?}", case.id()));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
