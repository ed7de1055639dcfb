//! The work that is done under each allocator: cases of this chapter and of others.

use anyhow::{Context, Result};
use count_allocations::count_undisturbed;
use declaration::{Case, Experiment};
use record::Exact;
use std::collections::BTreeMap;

/// A case, and in how many threads it is done at one time, each doing all of it.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "the programs that count do all of it once, in one thread")]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    experiment: &'static Experiment,
    case: &'static str,
    pub(crate) threads: u64,
}

const fn own(name: &'static str, about: &'static str, case: &'static str, threads: u64) -> Program {
    Program { name, about, experiment: &which_allocator::EXPERIMENT, case, threads }
}

// ANCHOR: programs
/// The work, in the order of the page.
pub(crate) const PROGRAMS: &[Program] = &[
    own("blocks", "small blocks", "blocks", 1),
    own("mixed", "buffers of mixed sizes", "mixed", 1),
    own("growing", "a Vec that grows", "growing", 1),
    own("words", "a String a word", "words", 1),
    own("map", "a map of Strings", "map", 1),
    own("handed_over", "blocks freed by another thread", "handed_over", 1),
    Program {
        name: "log",
        about: "an access log, summarised",
        experiment: &heap_profile::EXPERIMENT,
        case: "as_written/1000",
        threads: 1,
    },
    Program {
        name: "matcher",
        about: "a search whose matches are boxed",
        experiment: &pattern_matcher::EXPERIMENT,
        case: "boxed_any/1000",
        threads: 1,
    },
    Program {
        name: "service",
        about: "heartbeats to a service",
        experiment: &running_service::EXPERIMENT,
        case: "heartbeats_trimmed/100",
        threads: 1,
    },
    own("blocks_2", "small blocks, 2 threads", "blocks", 2),
    own("blocks_4", "small blocks, 4 threads", "blocks", 4),
    own("mixed_2", "buffers of mixed sizes, 2 threads", "mixed", 2),
    own("mixed_4", "buffers of mixed sizes, 4 threads", "mixed", 4),
    Program {
        name: "log_2",
        about: "an access log, 2 threads",
        experiment: &heap_profile::EXPERIMENT,
        case: "as_written/1000",
        threads: 2,
    },
    Program {
        name: "log_4",
        about: "an access log, 4 threads",
        experiment: &heap_profile::EXPERIMENT,
        case: "as_written/1000",
        threads: 4,
    },
];
// ANCHOR_END: programs

impl Program {
    /// Experiment and case, as one name.
    pub(crate) fn id(&self) -> String {
        format!("{} {}", self.experiment.slug, self.case)
    }

    pub(crate) fn case(&self) -> Result<Case> {
        let case = self.experiment.cases().into_iter().find(|case| case.id() == self.case);
        case.with_context(|| format!("{} has no case {}", self.experiment.slug, self.case))
    }
}

/// Counts every case of this chapter and every other one that is done here, and prints what each asks for.
#[allow(dead_code, reason = "the programs that time have no counter")]
pub(crate) fn count() -> Result<()> {
    let mut all: BTreeMap<String, Exact> = BTreeMap::new();
    for case in which_allocator::EXPERIMENT.cases() {
        all.insert(format!("{} {}", case.experiment.slug, case.id()), counted(&case)?);
    }
    for program in PROGRAMS {
        all.insert(program.id(), counted(&program.case()?)?);
    }
    println!("{}", serde_json::to_string(&all)?);
    Ok(())
}

#[allow(dead_code, reason = "as above")]
fn counted(case: &Case) -> Result<Exact> {
    let mut work = case.work();
    case.verify(work.call()).map_err(anyhow::Error::msg)?;
    let (answer, counts) = count_undisturbed(|| work.call());
    case.verify(answer).map_err(anyhow::Error::msg)?;
    Ok(Exact {
        allocations: counts.allocations,
        deallocations: counts.deallocations,
        reallocations: counts.reallocations,
        requested_bytes: counts.requested_bytes,
        net_bytes: counts.net_bytes,
        peak_bytes: counts.peak_bytes,
        end_bytes: counts.end_bytes,
    })
}
