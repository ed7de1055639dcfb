//! How many instructions does a call of a work take under each allocator?
//!
//! The program that is timed calls it between the marks of callgrind. Its allocator is linked into it, or the C library's, and callgrind puts none of its own
//! in their place; see [`callgrind::run`]. Instructions of the kernel are not seen.

use super::programs::{Built, Programs};
use super::{BESIDE, NOTHING};
use crate::Progress;
use crate::check::beside;
use record::Outcome;
use record::allocators::Program;
use record::program::{CALLED, MARKED, Need};

/// How many calls of a process are counted.
const CALLS: u64 = 5;

/// Bytes added to the environment of a process: they move the stack.
const PADDINGS: [usize; 2] = [0, 500];

/// For what machine the counts hold, and those of each allocator, of each work.
pub(super) fn of_all(programs: &Programs, progress: &dyn Progress) -> (String, Vec<Vec<Outcome<Vec<u64>>>>) {
    let missing = Need::Callgrind.missing();
    if let Some(missing) = &missing {
        progress.say(&format!("SKIPPED: instructions are not counted: {missing}"));
    }
    let works = &programs.allocators[0].plan.programs;
    let cannot: Vec<Option<String>> = programs.allocators.iter().map(|built| cannot_start(built, &missing)).collect();
    let of_one = |(built, cannot)| works.iter().map(move |work| (built, cannot, work));
    let all: Vec<(&Built, &Option<String>, &Program)> =
        programs.allocators.iter().zip(&cannot).flat_map(of_one).collect();
    progress.begin("counting instructions", Some(all.len() as u64));
    let count = |(built, cannot, work): &(&Built, &Option<String>, &Program)| match cannot {
        Some(reason) => Outcome::NotMeasured(reason.clone()),
        None if !work.is_of_one_thread => Outcome::NotMeasured("several threads do it".to_owned()),
        None => super::outcome(PADDINGS.iter().map(|padding| counted(built, &work.name, *padding)).collect()),
    };
    let seen = beside(BESIDE, &all, count, |(_, _, work)| progress.step(&work.name));
    progress.end();
    let joined = |of: Outcome<Vec<Vec<u64>>>| match of {
        Outcome::Measured(processes) => Outcome::Measured(processes.concat()),
        Outcome::Failed(reason) => Outcome::Failed(reason),
        Outcome::NotMeasured(reason) => Outcome::NotMeasured(reason),
    };
    let mut seen = seen.into_iter().map(joined);
    let of_each = programs.allocators.iter().map(|_| seen.by_ref().take(works.len()).collect()).collect();
    let machine = missing.map_or_else(crate::instructions::machine, |_| Ok(String::new()));
    (machine.unwrap_or_default(), of_each)
}

/// Why an allocator's instructions can't be counted: because nothing counts here, or because its programs end under callgrind before they do anything.
fn cannot_start(built: &Built, missing: &Option<String>) -> Option<String> {
    let start = || callgrind::run(&built.links[0], &[CALLED, NOTHING, "0"], "", PADDINGS[0]).err();
    missing.clone().or_else(|| start().map(|error| format!("its programs do not start under callgrind: {error}")))
}

/// The instructions of each call in one process.
fn counted(built: &Built, work: &str, padding: usize) -> Result<Vec<u64>, String> {
    let run = callgrind::run(&built.links[0], &[MARKED, work, &CALLS.to_string()], "", padding)?;
    let of =
        |label: &str| run.parts.iter().filter(|part| part.label == label).map(|part| part.total).collect::<Vec<_>>();
    let nothing = of(NOTHING).into_iter().min().ok_or("callgrind counted nothing")?;
    let calls: Vec<u64> = of(work).into_iter().map(|total| total.saturating_sub(nothing)).collect();
    if calls.len() as u64 == CALLS { Ok(calls) } else { Err(format!("callgrind saw {} calls of {CALLS}", calls.len())) }
}
