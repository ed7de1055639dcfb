//! What do the programs of a chapter hold of the machine's memory?
//!
//! A chapter with `src/bin/SLUG/runs.rs` has two programs of the same runs: one of the chapter's name, and one whose name ends with [`COUNTED`]. Each run is a
//! process with the variables of its settings and no others. All runs are made once, then all again: so that a slow change of the machine shows in the spread
//! of each run, and not as a difference between two of them. Several wait beside each other, because a run mostly waits.

use crate::check::beside;
use crate::{Chapter, Progress, Workspace, binaries};
use anyhow::{Context, bail};
use record::Outcome;
use record::memory::{Instant, MallocState, Memory, MemoryRun, Observed, PageMap, Plan, PlannedRun, Requests};
use record::program::{COUNTED, PAGES, RUN, RUNS};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant as Time};

/// How many processes run beside each other. What one holds does not depend on what another does, unless memory is scarce.
const BESIDE: usize = 4;

/// How often the runs are made, and how long a run waits where it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// At most so many times, and at least once.
    pub repeats: usize,
    /// No further time begins after this.
    pub budget: Duration,
    /// Between what is dropped and what is looked at later.
    pub wait: Duration,
}

/// Of a check, which says itself how far it is.
struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: Option<u64>) {}
    fn step(&self, _: &str) {}
    fn end(&self) {}
    fn say(&self, _: &str) {}
}

/// The programs of a chapter.
#[derive(Debug)]
pub struct Programs {
    measured: PathBuf,
    counted: PathBuf,
}

impl Programs {
    /// Builds them, in release.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run, or they do not compile.
    pub fn build(workspace: &Workspace, chapter: &Chapter) -> anyhow::Result<Self> {
        let build = |name: &str| {
            let built = binaries::build(workspace, &[&chapter.slug], binaries::Target::Program(name), true)?;
            built.get(&chapter.slug).cloned().with_context(|| format!("cargo built no program {name}"))
        };
        Ok(Self { measured: build(&chapter.slug)?, counted: build(&format!("{}{COUNTED}", chapter.slug))? })
    }
}

/// Why nothing can be measured here, with the remedy.
pub fn missing() -> Option<&'static str> {
    let is_here = cfg!(all(target_os = "linux", target_env = "gnu"));
    (!is_here).then_some("what a process holds is read from Linux and the GNU C library; measure there")
}

/// Makes the runs once, without waiting: for what is exact, and for the bounds.
///
/// # Errors
///
/// As [`current`].
pub fn once(workspace: &Workspace, chapter: &Chapter) -> anyhow::Result<Memory> {
    let settings = Settings { repeats: 1, budget: Duration::MAX, wait: Duration::ZERO };
    current(&Programs::build(workspace, chapter)?, settings, &Silent)
}

/// Makes the runs. A run that fails is an entry with its reason.
///
/// # Errors
///
/// When the programs cannot be run, or do not say which runs there are.
pub fn current(programs: &Programs, settings: Settings, progress: &dyn Progress) -> anyhow::Result<Memory> {
    let plan: Plan = binaries::ask(&programs.measured, &[RUNS])?;
    if plan.runs.is_empty() {
        bail!("{} {RUNS}: it has no run", programs.measured.display());
    }
    let begun = Time::now();
    progress.begin("counting requests", Some(plan.runs.len() as u64));
    let count = |run: &PlannedRun| observe(&programs.counted, run, Duration::ZERO);
    let counts = beside(BESIDE, &plan.runs, count, |run| progress.step(&run.name));
    progress.end();
    let mut runs: Vec<MemoryRun> = plan.runs.iter().zip(counts).map(|(run, counts)| begin(run, counts)).collect();
    let mut repeats = 0;
    let mut longest = Duration::ZERO;
    while repeats < settings.repeats.max(1) && (repeats == 0 || begun.elapsed() + longest <= settings.budget) {
        let repeat_begun = Time::now();
        progress.begin(&format!("repeat {} of at most {}", repeats + 1, settings.repeats), Some(runs.len() as u64));
        let make = |run: &PlannedRun| observe(&programs.measured, run, settings.wait);
        let observed = beside(BESIDE, &plan.runs, make, |run| progress.step(&run.name));
        progress.end();
        for (run, observed) in runs.iter_mut().zip(observed) {
            add(run, observed);
        }
        repeats += 1;
        longest = longest.max(repeat_begun.elapsed());
    }
    let maps = plan.maps.iter().map(|name| binaries::ask(&programs.measured, &[PAGES, name]));
    let maps: Vec<PageMap> = maps.collect::<anyhow::Result<_>>()?;
    Ok(Memory { system: memory_probe::kernel::system(), repeats, runs, maps })
}

/// A run of which nothing was seen yet.
fn begin(run: &PlannedRun, counts: Result<Observed, String>) -> MemoryRun {
    let counts: Result<Requests, String> =
        counts.and_then(|observed| observed.requests.ok_or_else(|| "the program does not count".to_owned()));
    let PlannedRun { name, about, settings, bounds } = run.clone();
    let counts = counts.map_or_else(Outcome::Failed, Outcome::Measured);
    MemoryRun { name, about, settings, bounds, counts, instants: Outcome::Measured(Vec::new()) }
}

/// Adds what a process saw.
fn add(run: &mut MemoryRun, observed: Result<Observed, String>) {
    let Outcome::Measured(instants) = &mut run.instants else { return };
    let seen = match observed {
        Ok(observed) => observed.instants,
        Err(error) => {
            run.instants = Outcome::Failed(error);
            return;
        }
    };
    if instants.is_empty() {
        let empty =
            |name: &String| Instant { name: name.clone(), resident_kib: Vec::new(), huge_kib: 0, malloc: Vec::new() };
        *instants = seen.iter().map(|seen| empty(&seen.instant)).collect();
    }
    for (instant, seen) in instants.iter_mut().zip(seen) {
        instant.resident_kib.push(seen.resident_kib);
        instant.huge_kib = instant.huge_kib.max(seen.huge_kib);
        let is_new = |state: &MallocState| !instant.malloc.contains(state);
        let new = seen.malloc.filter(is_new);
        instant.malloc.extend(new);
    }
}

/// Runs a process.
fn observe(program: &Path, run: &PlannedRun, wait: Duration) -> Result<Observed, String> {
    let mut command = Command::new(program);
    command.args([RUN, &run.name, &wait.as_millis().to_string()]).env_clear();
    command.envs(run.settings.iter().map(|[name, value]| (name, value)));
    read(&mut command).map_err(|error| format!("{error:#}"))
}

fn read<T: DeserializeOwned>(command: &mut Command) -> anyhow::Result<T> {
    let output = command.output().context("it cannot be run")?;
    if !output.status.success() {
        bail!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).context("what it printed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::memory::Seen;

    fn observed(resident_kib: u64, free_bytes: u64) -> Observed {
        let malloc = Some(MallocState { free_bytes, ..MallocState::default() });
        let seen = Seen { instant: "peak".to_owned(), resident_kib, malloc, ..Seen::default() };
        Observed { requests: None, instants: vec![seen] }
    }

    #[test]
    fn an_answer_of_malloc_is_kept_once_and_a_failure_ends_a_run() {
        let planned =
            PlannedRun { name: "short".to_owned(), about: String::new(), settings: Vec::new(), bounds: Vec::new() };
        let mut run = begin(&planned, Ok(observed(1, 1)));
        assert_eq!(run.counts.failure(), Some("the program does not count"));
        for (kib, free) in [(10, 7), (11, 7), (12, 8)] {
            add(&mut run, Ok(observed(kib, free)));
        }
        let peak = run.instant("peak").unwrap();
        assert_eq!((peak.resident_kib.clone(), peak.malloc.len()), (vec![10, 11, 12], 2));
        add(&mut run, Err("it ended".to_owned()));
        add(&mut run, Ok(observed(1, 1)));
        assert_eq!(run.instants.failure(), Some("it ended"));
    }
}
