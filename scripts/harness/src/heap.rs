//! Does dhat see what the counting allocator counts?
//!
//! dhat is the allocator of a process of its own, in which every figure is dhat's: the test program starts itself once for all the
//! cases that are asked for. What must come out is in the declaration, to which the counts are held, too.
//! For every case: blocks = allocations + reallocations, total bytes = requested bytes (dhat adds the full new size of a
//! reallocation), and the bytes live at the end agree.
//!
//! dhat sees the whole process, so what uncounted threads do in a call is added from the declaration.

use crate::counting;
use crate::process::{caught, own};
use declaration::{Case, Experiment};
use record::program::HeapCounts;
use record::{Exact, Outcome};
use std::sync::OnceLock;

/// Prints what dhat sees of the cases named after it: a list of [`HeapCounts`].
pub(crate) const CHILD: &str = "--under-dhat";

/// What dhat sees of each case whose id is among `ids`.
pub(crate) fn counts(experiment: &'static Experiment, ids: &[String]) -> Vec<HeapCounts> {
    let cases = experiment.cases().into_iter().filter(|case| ids.contains(&case.id()));
    let counts = cases.map(|case| HeapCounts {
        case: case.id(),
        counts: caught(|| look(&case)).map_or_else(Outcome::Failed, Outcome::Measured),
    });
    counts.collect()
}

fn look(case: &Case) -> Result<[u64; 3], String> {
    let mut work = case.work();
    case.verify(work.call())?;
    let profiler = dhat::Profiler::builder().testing().build();
    let answer = work.call();
    let stats = dhat::HeapStats::get();
    drop(profiler);
    case.verify(answer)?;
    Ok([stats.total_blocks, stats.total_bytes, stats.curr_bytes as u64])
}

/// What dhat saw in the process that was started for it, once.
pub(crate) struct Child {
    ids: Vec<String>,
    seen: OnceLock<Result<Vec<HeapCounts>, String>>,
}

impl Child {
    /// A process for these cases, started when the first of them is compared.
    pub(crate) fn new(ids: Vec<String>) -> Self {
        Self { ids, seen: OnceLock::new() }
    }

    /// Compares a case with its declaration.
    pub(crate) fn compare(&self, case: &Case) -> Result<(), String> {
        let declared = match counting::expected(case) {
            Outcome::Measured(declared) => declared,
            // Work that is itself an instrument may be dhat; the table says why it is not counted.
            Outcome::NotMeasured(_) => return Ok(()),
            Outcome::Failed(error) => return Err(format!("{}: {error}", case.id())),
        };
        let seen = self.seen.get_or_init(|| own(CHILD, &self.ids)).as_ref().map_err(Clone::clone)?;
        let seen = seen.iter().find(|seen| seen.case == case.id());
        match seen.map(|seen| &seen.counts) {
            Some(Outcome::Measured(counts)) => agree(case, &declared, counts),
            Some(Outcome::Failed(error) | Outcome::NotMeasured(error)) => Err(error.clone()),
            None => Err(format!("{}: the process under dhat did not run it", case.id())),
        }
    }
}

fn agree(case: &Case, declared: &Exact, [blocks, bytes, end]: &[u64; 3]) -> Result<(), String> {
    let uncounted = case.in_uncounted_threads();
    let made = |figures: &Exact| figures.allocations + figures.reallocations;
    let rows = [
        ("blocks", *blocks, i128::from(made(declared) + made(&uncounted))),
        ("total bytes", *bytes, i128::from(declared.requested_bytes + uncounted.requested_bytes)),
        // A block made before the profiler started is unknown to dhat, so freeing it does not lower dhat's figure.
        ("end bytes", *end, i128::from((declared.end_bytes + uncounted.end_bytes).max(0))),
    ];
    let problems: Vec<String> = rows
        .iter()
        .filter(|(_, dhat, declared)| i128::from(*dhat) != *declared)
        .map(|(name, dhat, declared)| format!("{}: {name}: dhat {dhat}, the declaration {declared}", case.id()))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
