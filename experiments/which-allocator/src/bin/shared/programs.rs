//! The work that is done under each allocator: cases of this chapter and of others.

#[path = "connections.rs"]
mod connections;

use anyhow::{Context, Result};
use count_allocations::{Counts, count_process, count_undisturbed};
use declaration::{Call, Case, Experiment};
use record::Exact;
use record::allocators::Asked;

/// A case, and in how many threads it is done at one time, each doing all of it.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "the programs that count do all of it once, in one thread")]
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    experiment: &'static Experiment,
    case: &'static str,
    /// Whether the requests of the case come over connections.
    is_connected: bool,
    pub(crate) threads: u64,
}

const fn own(name: &'static str, about: &'static str, case: &'static str, threads: u64) -> Program {
    of(name, about, &which_allocator::EXPERIMENT, case, threads)
}

const fn of(
    name: &'static str,
    about: &'static str,
    experiment: &'static Experiment,
    case: &'static str,
    threads: u64,
) -> Program {
    Program { name, about, experiment, case, is_connected: false, threads }
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
    of("log", "an access log, summarised", &heap_profile::EXPERIMENT, "as_written/1000", 1),
    of("matcher", "a search whose matches are boxed", &pattern_matcher::EXPERIMENT, "boxed_any/1000", 1),
    of("service", "heartbeats to a service", &running_service::EXPERIMENT, "heartbeats_trimmed/100", 1),
    Program {
        is_connected: true,
        ..of("connections", "the same over connections", &running_service::EXPERIMENT, "heartbeats_trimmed/100", 1)
    },
    own("blocks_2", "small blocks, 2 threads", "blocks", 2),
    own("blocks_4", "small blocks, 4 threads", "blocks", 4),
    own("mixed_2", "buffers of mixed sizes, 2 threads", "mixed", 2),
    own("mixed_4", "buffers of mixed sizes, 4 threads", "mixed", 4),
    of("log_2", "an access log, 2 threads", &heap_profile::EXPERIMENT, "as_written/1000", 2),
    of("log_4", "an access log, 4 threads", &heap_profile::EXPERIMENT, "as_written/1000", 4),
];
// ANCHOR_END: programs

impl Program {
    /// Experiment and case, as one name.
    pub(crate) fn id(&self) -> String {
        let over = if self.is_connected { ", over connections" } else { "" };
        format!("{} {}{over}", self.experiment.slug, self.case)
    }

    fn case(&self) -> Result<Case> {
        let case = self.experiment.cases().into_iter().find(|case| case.id() == self.case);
        case.with_context(|| format!("{} has no case {}", self.experiment.slug, self.case))
    }

    /// Whether all of it is done by the thread that asks for it.
    #[allow(dead_code, reason = "the programs that count ask each case")]
    pub(crate) fn is_of_one_thread(&self) -> Result<bool> {
        Ok(!self.is_connected && self.threads == 1 && self.case()?.threads() == 0)
    }

    /// The work, called once and verified.
    pub(crate) fn verified(&self) -> Result<Call> {
        let case = self.case()?;
        let mut call = if self.is_connected { connections::heartbeats()? } else { case.work().into_call() };
        case.verify(call()).map_err(anyhow::Error::msg)?;
        Ok(call)
    }
}

/// How often work is called, and then counted, whose counts depend on how threads are scheduled: buffers grow in the first calls.
const BEFORE: usize = 5;
/// See [`BEFORE`].
const TURNS: usize = 20;

/// Counts every case of this chapter and every other one that is done here, and prints what each asks for.
#[allow(dead_code, reason = "the programs that time have no counter")]
pub(crate) fn count() -> Result<()> {
    let mut all = Asked::default();
    for case in which_allocator::EXPERIMENT.cases() {
        all.exact.insert(format!("{} {}", case.experiment.slug, case.id()), counted(&case)?);
    }
    for program in PROGRAMS {
        if program.is_connected {
            let mut call = program.verified()?;
            for _ in 0..BEFORE {
                program.case()?.verify(call()).map_err(anyhow::Error::msg)?;
            }
            let turns = (0..TURNS).map(|_| exact(&count_process(&mut call).1));
            all.scheduled.insert(program.id(), turns.collect());
        } else {
            all.exact.insert(program.id(), counted(&program.case()?)?);
        }
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
    Ok(exact(&counts))
}

#[allow(dead_code, reason = "as above")]
fn exact(counts: &Counts) -> Exact {
    Exact {
        allocations: counts.allocations,
        deallocations: counts.deallocations,
        reallocations: counts.reallocations,
        requested_bytes: counts.requested_bytes,
        net_bytes: counts.net_bytes,
        peak_bytes: counts.peak_bytes,
        end_bytes: counts.end_bytes,
    }
}
