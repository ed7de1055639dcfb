//! How many instructions does a call of each case take? The program's half: it calls each case between the marks of callgrind.
//!
//! It is part of the program that times, which declares no allocator: what is counted of the allocator is the C library's own.

use declaration::{Call, Case, Experiment, Work};
use record::program::{Called, ListedCase};
use std::ffi::CString;
use std::hint::black_box;
use std::process::ExitCode;

/// How often a case is called.
#[derive(Clone, Copy)]
struct Calls {
    /// Before the first call that is counted: in them the case makes what it makes once. A call that verifies the answer is before these.
    before: usize,
    /// Counted. Where they do not agree, all of them are told.
    counted: usize,
}

/// Of most cases.
const CALLS: Calls = Calls { before: 2, counted: 5 };
/// Of cases of a million elements and more, which take seconds under valgrind.
const CALLS_OF_LARGE: Calls = Calls { before: 0, counted: 2 };
const LARGE: usize = 1 << 20;

/// The labels of entry points that do nothing, of each kind.
const NOTHING_FIXED: &str = "nothing: fixed";
const NOTHING_SIZED: &str = "nothing: sized";
const NOTHING_PREPARED: &str = "nothing: prepared";

/// Prints the cases.
pub(crate) fn list(experiment: &'static Experiment) -> ExitCode {
    let listed = |case: &Case| ListedCase { case: case.id(), alone: case.is_alone() };
    crate::process::printed(&experiment.cases().iter().map(listed).collect::<Vec<_>>())
}

/// Entry points that do nothing, of each kind, with their labels.
fn nothings() -> [(&'static str, Call); 3] {
    [
        (NOTHING_FIXED, Work::Fixed(|| 0).into_call()),
        (NOTHING_SIZED, Work::Sized(|_| 0, 0).into_call()),
        (NOTHING_PREPARED, Work::Prepared(Box::new(|| 0)).into_call()),
    ]
}

/// Calls the cases with the ids on standard input, one a line, between the marks of callgrind, and prints which were called.
pub(crate) fn run(experiment: &'static Experiment) -> ExitCode {
    let mut nothings = nothings();
    for (label, nothing) in &mut nothings {
        counted(label, nothing, CALLS);
    }
    each(experiment, |id, _, call, calls| counted(id, call, calls))
}

/// The same between breakpoints, for a tracer: before a case as many calls of the one that does nothing.
pub(crate) fn step(experiment: &'static Experiment) -> ExitCode {
    let mut nothings = nothings();
    each(experiment, |_, label, call, calls| {
        for (_, nothing) in nothings.iter_mut().filter(|(other, _)| *other == label) {
            (0..calls.counted).for_each(|_| between_breakpoints(nothing));
        }
        for _ in 0..calls.before {
            black_box(call());
        }
        (0..calls.counted).for_each(|_| between_breakpoints(call));
    })
}

/// Makes the cases with the ids on standard input, verifies them, hands them to `count` with the label of an entry point of the same kind that does
/// nothing, and prints which were called.
fn each(experiment: &'static Experiment, mut count: impl FnMut(&str, &str, &mut Call, Calls)) -> ExitCode {
    let input = match std::io::read_to_string(std::io::stdin()) {
        Ok(input) => input,
        Err(error) => {
            eprintln!("error: the ids on standard input: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ids: Vec<&str> = input.lines().collect();
    let mut called = Vec::new();
    for case in experiment.cases() {
        let id = case.id();
        if !ids.contains(&id.as_str()) {
            continue;
        }
        let work = case.work();
        let nothing = match &work {
            Work::Fixed(_) => NOTHING_FIXED,
            Work::Sized(..) => NOTHING_SIZED,
            Work::Prepared(_) => NOTHING_PREPARED,
        };
        let calls = if case.size.is_some_and(|size| size >= LARGE) { CALLS_OF_LARGE } else { CALLS };
        let failure = verified(&case, work).map(|mut call| count(&id, nothing, &mut call, calls)).err();
        let (starts_threads, calls) = (case.threads() > 0, calls.counted);
        called.push(Called { case: id, nothing: nothing.to_owned(), calls, starts_threads, failure });
    }
    crate::process::printed(&called)
}

fn verified(case: &Case, work: Work) -> Result<Call, String> {
    let mut call = work.into_call();
    crate::process::caught(|| case.verify(call()))?;
    Ok(call)
}

fn counted(label: &str, call: &mut Call, calls: Calls) {
    let label = CString::new(label).unwrap_or_default();
    for _ in 0..calls.before {
        black_box(call());
    }
    for _ in 0..calls.counted {
        between_marks(call);
        callgrind::dump(&label);
    }
}

/// A function of its own, so that there are as many instructions around every call: a loop that is unrolled has others in its first turn.
#[inline(never)]
fn between_marks(call: &mut Call) {
    callgrind::toggle();
    black_box(call());
    callgrind::toggle();
}

#[inline(never)]
fn between_breakpoints(call: &mut Call) {
    callgrind::breakpoint();
    black_box(call());
    callgrind::breakpoint();
}
