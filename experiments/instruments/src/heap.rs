//! Does dhat see what the gate counts?
//!
//! dhat has its own global allocator, so it has a binary of its own, in which every figure is dhat's and none is the gate's.
//! What the gate must have counted is in the declaration, which the tests of `tests/allocations.rs` hold the gate to.
//! For every case: blocks = allocations + reallocations, total bytes = requested bytes (dhat adds the full new size of a
//! reallocation), and the bytes live at the end agree.
//!
//! dhat sees the whole process, so the tests run one after the other on one thread, whatever `--test-threads` says, and what
//! uncounted threads do in a call, which the gate does not see, is added from the declaration.

use crate::{Case, Experiment, counting};
use libtest_mimic::{Arguments, Failed, Trial};
use record::{Exact, Outcome};
use std::process::ExitCode;

/// Runs the tests.
pub fn run(experiment: &'static Experiment) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let tests = experiment
        .cases()
        .into_iter()
        .map(|case| Trial::test(case.id(), move || compare(&case).map_err(Failed::from)))
        .collect();
    libtest_mimic::run(&arguments, tests).exit_code()
}

fn compare(case: &Case) -> Result<(), String> {
    let declared = match counting::expected(case) {
        Outcome::Measured(declared) => declared,
        Outcome::NotMeasured(reason) => {
            eprintln!("{}: not counted: {reason}", case.id());
            return Ok(());
        }
        Outcome::Failed(error) => return Err(format!("{}: {error}", case.id())),
    };
    let mut work = case.work();
    case.verify(work.call())?;
    let profiler = dhat::Profiler::builder().testing().build();
    let answer = work.call();
    let stats = dhat::HeapStats::get();
    drop(profiler);
    case.verify(answer)?;
    let uncounted = case.in_uncounted_threads();
    let blocks = |figures: &Exact| figures.allocations + figures.reallocations;
    let rows = [
        ("blocks", stats.total_blocks.into(), i128::from(blocks(&declared) + blocks(&uncounted))),
        ("total bytes", stats.total_bytes.into(), i128::from(declared.requested_bytes + uncounted.requested_bytes)),
        // A block made before the profiler started is unknown to dhat, so freeing it does not lower dhat's figure.
        ("end bytes", stats.curr_bytes as i128, i128::from((declared.end_bytes + uncounted.end_bytes).max(0))),
    ];
    let problems: Vec<String> = rows
        .iter()
        .filter(|(_, dhat, declared)| dhat != declared)
        .map(|(name, dhat, declared)| format!("{}: {name}: dhat {dhat}, the declaration {declared}", case.id()))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
