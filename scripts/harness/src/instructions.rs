//! How many instructions does a call of each case take? The program's half: it calls each case between the marks of callgrind.
//!
//! It is part of the program that times, which declares no allocator: what is counted of the allocator is the C library's own.

use declaration::{Case, Experiment, Work};
use record::program::Called;
use std::ffi::CString;
use std::hint::black_box;
use std::process::ExitCode;

/// Calls before the first that is counted, the one that verifies the answer included: in them the case makes what it makes once.
const WARM_UP: usize = 3;
/// Calls that are counted. Where they do not agree, all of them are told.
const CALLS: usize = 5;

/// A case's work, called like every other one.
type Call = Box<dyn FnMut() -> u64>;

/// Calls the cases with these ids, or all, and prints which were called.
pub(crate) fn run(experiment: &'static Experiment, ids: &[String]) -> ExitCode {
    let nothing = |name: &str, work: Work| (name.to_owned(), counted(name, call(work)));
    _ = black_box(nothing("nothing: fixed", Work::Fixed(|| 0)));
    _ = black_box(nothing("nothing: sized", Work::Sized(|_| 0, 0)));
    _ = black_box(nothing("nothing: prepared", Work::Prepared(Box::new(|| 0))));
    let mut called = Vec::new();
    for case in experiment.cases() {
        let id = case.id();
        if !ids.is_empty() && !ids.contains(&id) {
            continue;
        }
        let work = case.work();
        let nothing = match &work {
            Work::Fixed(_) => "nothing: fixed",
            Work::Sized(..) => "nothing: sized",
            Work::Prepared(_) => "nothing: prepared",
        };
        let failure = verified(&case, work).map(|work| counted(&id, work)).err();
        called.push(Called { case: id, nothing: nothing.to_owned(), failure });
    }
    crate::program::printed(&called)
}

fn verified(case: &Case, work: Work) -> Result<Call, String> {
    let mut call = call(work);
    crate::program::caught(|| case.verify(call()))?;
    Ok(call)
}

fn call(work: Work) -> Call {
    match work {
        Work::Fixed(entry) => Box::new(move || black_box(entry)()),
        Work::Sized(entry, size) => Box::new(move || black_box(entry)(black_box(size))),
        Work::Prepared(work) => work,
    }
}

fn counted(label: &str, mut call: Call) {
    let label = CString::new(label).unwrap_or_default();
    for _ in 1..WARM_UP {
        black_box(call());
    }
    for _ in 0..CALLS {
        between_marks(&mut call);
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
