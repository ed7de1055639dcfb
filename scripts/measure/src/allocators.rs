//! What do the same programs take and hold under different allocators?
//!
//! A chapter has a program for each allocator, of the same code, and another one that counts around it. Times are taken in rounds: for each work the allocators take
//! turns, each in a process of its own. A program is linked several times with its functions in another order, and the rounds take these links in turn.
//! What the system is asked for is counted by `strace`, and instructions by callgrind.

mod instructions;
mod programs;

pub use programs::{Left, Programs, counts, left_out, musl_target};

use crate::Progress;
use crate::check::beside;
use programs::Built;
use record::allocators::{Allocator, Allocators, Asked, Held, INSTANTS, Measured, NOTHING};
use record::memory::Observed;
use record::program::{CALLED, RUN, TIMED};
use record::rounds::{self, Clock, Limits, Rounds};
use record::{Method, Outcome, Time};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How many processes run beside each other where no time is taken.
const BESIDE: usize = 4;

/// How often an allocator has its turn with a work in a round.
const TURNS: usize = 2;

/// The calls of the kernel by which memory is got and given back.
const SYSTEM_CALLS: &str = "mmap,munmap,brk,madvise,mremap,mprotect";

/// How much is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How times are taken.
    pub method: Method,
    /// No further round begins after this.
    pub budget: Duration,
    /// How many links of each program.
    pub links: u64,
    /// How often a program does its work when its system calls are counted.
    pub calls: u64,
    /// How often what is not a time is looked at.
    pub repeats: usize,
    /// Between what is dropped and what is looked at later.
    pub wait: Duration,
}

/// Why nothing can be measured here, with the remedy.
pub fn missing() -> Option<&'static str> {
    let is_here = cfg!(all(target_os = "linux", target_env = "gnu"));
    (!is_here).then_some("what a process holds is read from Linux and the GNU C library; measure there")
}

/// Why system calls cannot be counted here, with the remedy.
pub fn missing_strace() -> Option<&'static str> {
    let output = Command::new("strace").arg("-V").output();
    let is_here = output.is_ok_and(|output| output.status.success());
    (!is_here).then_some("strace is not on PATH: install it (`apt-get install strace`)")
}

/// Measures everything. What fails is an entry with its reason.
///
/// # Errors
///
/// When the rounds cannot be run.
pub fn current(
    programs: &Programs,
    counts: Vec<(String, Asked)>,
    settings: &Settings,
    progress: &dyn Progress,
) -> anyhow::Result<Allocators> {
    let first = &programs.allocators[0].plan;
    let times = times(programs, settings, progress)?;
    let calls = called(programs, settings, progress);
    let (machine, instructions) = instructions::of_all(programs, progress);
    let held = held(programs, settings, progress);
    let mut counts: BTreeMap<String, Asked> = counts.into_iter().collect();
    let mut allocators = Vec::new();
    let seen = calls.into_iter().zip(instructions).zip(held);
    for (index, (built, ((called, instructions), held))) in programs.allocators.iter().zip(seen).enumerate() {
        let called = called.into_iter().zip(instructions);
        let measured = first.programs.iter().zip(called).enumerate().map(
            |(at, (program, (Called { system_calls, faults }, instructions)))| {
                let of = |allocator: usize| &times[at * programs.allocators.len() + allocator];
                let baseline = of(0).as_ref().map(Vec::as_slice).unwrap_or_default();
                let time = match of(index) {
                    Err(error) => Outcome::Failed(error.clone()),
                    Ok(rounds) if rounds.is_empty() => Outcome::NotMeasured("no round was run".to_owned()),
                    Ok(rounds) => {
                        let baseline = (index > 0).then_some(baseline);
                        Outcome::Measured(Time::derive(rounds.clone(), baseline, settings.method.rule))
                    }
                };
                Measured { program: program.name.clone(), time, system_calls, faults, instructions }
            },
        );
        let counts = counts.remove(&built.name);
        allocators.push(Allocator {
            name: built.name.clone(),
            origin: built.plan.origin.clone(),
            about: built.plan.about.clone(),
            library: built.plan.library.clone(),
            feature: built.feature.clone(),
            target: built.target.clone(),
            counts: counts.map_or_else(|| Outcome::NotMeasured("not counted".to_owned()), Outcome::Measured),
            programs: measured.collect(),
            runs: held,
        });
    }
    Ok(Allocators {
        system: memory_probe::kernel::system(),
        method: Some(Method { is_relinked: programs.is_relinked, ..settings.method.clone() }),
        links: settings.links.max(1),
        calls: settings.calls,
        machine,
        left_out: programs.left_out.iter().map(Left::to_string).collect(),
        programs: first.programs.clone(),
        runs: first.runs.clone(),
        allocators,
    })
}

/// Times each work under each allocator: the cases are in the order of the work, and of a work in that of the allocators.
fn times(programs: &Programs, settings: &Settings, progress: &dyn Progress) -> anyhow::Result<Vec<rounds::Series>> {
    let allocators = programs.allocators.len();
    let cases = programs.allocators[0].plan.programs.len() * allocators;
    let baselines: Vec<usize> = (0..cases).map(|case| case - case % allocators).collect();
    let mut sampler = Sampler { programs, method: &settings.method, round: 0 };
    let limits = Limits { max_rounds: settings.method.max_rounds, budget: settings.budget };
    let rule = settings.method.rule;
    rounds::run(&mut sampler, &baselines, rule, limits, Rounds::none(cases), progress, &mut |_| Ok(()))
}

struct Sampler<'p> {
    programs: &'p Programs,
    method: &'p Method,
    round: u64,
}

impl Sampler<'_> {
    /// The allocator and the name of the work of a case.
    fn case(&self, case: usize) -> (&Built, &str) {
        let allocators = self.programs.allocators.len();
        let built = &self.programs.allocators[case % allocators];
        (built, &self.programs.allocators[0].plan.programs[case / allocators].name)
    }
}

impl Clock for Sampler<'_> {
    type Error = anyhow::Error;

    fn begin(&mut self, round: u64) -> anyhow::Result<()> {
        self.round = round;
        Ok(())
    }

    fn name(&self, case: usize) -> String {
        let (built, work) = self.case(case);
        format!("{} {work}", built.name)
    }

    /// One case a process, the allocators of a work one after the other, and all of them again.
    fn processes(&self, open: &[usize]) -> Vec<Vec<usize>> {
        let allocators = self.programs.allocators.len();
        let of_one_work = open.chunk_by(|one, next| one / allocators == next / allocators);
        of_one_work.flat_map(|cases| std::iter::repeat_n(cases, TURNS).flatten()).map(|case| vec![*case]).collect()
    }

    fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>> {
        let sample = |case: &usize| {
            let (built, work) = self.case(*case);
            let link = &built.links[self.round as usize % built.links.len()];
            let numbers = [self.method.slice_us, self.method.slices, self.round].map(|number| format!("{number:06}"));
            let arguments: Vec<&str> = [TIMED, work].into_iter().chain(numbers.iter().map(String::as_str)).collect();
            run(link, &arguments)
        };
        process.iter().map(sample).collect()
    }
}

/// Runs a program in an environment of its own, and reads what it prints.
fn run<T: DeserializeOwned>(program: &Path, arguments: &[&str]) -> Result<T, String> {
    let mut command = Command::new(program);
    command.args(arguments).env_clear();
    let output = command.output().map_err(|error| format!("{} cannot be run: {error}", program.display()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {}: {}", arguments.join(" "), output.status, said.trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("{}: {error}", arguments.join(" ")))
}

/// The calls of the kernel and the page faults of a work, of each process.
struct Called {
    system_calls: Outcome<Vec<BTreeMap<String, i64>>>,
    faults: Outcome<Vec<i64>>,
}

/// Of each allocator, of each work.
fn called(programs: &Programs, settings: &Settings, progress: &dyn Progress) -> Vec<Vec<Called>> {
    let missing = missing_strace();
    if let Some(missing) = missing {
        progress.say(&format!("SKIPPED: system calls are not counted: {missing}"));
    }
    let names: Vec<&str> = programs.allocators[0].plan.programs.iter().map(|program| program.name.as_str()).collect();
    let works: Vec<(&Built, &str)> = programs
        .allocators
        .iter()
        .flat_map(|built| std::iter::once(NOTHING).chain(names.iter().copied()).map(move |name| (built, name)))
        .collect();
    progress.begin("counting system calls and page faults", Some(works.len() as u64));
    let count = |(built, name): &(&Built, &str)| {
        let program = &built.links[0];
        let calls = settings.calls.to_string();
        let arguments = [CALLED, name, &calls];
        let system_calls = match missing {
            Some(missing) => Outcome::NotMeasured(missing.to_owned()),
            None => outcome((0..settings.repeats).map(|_| traced(program, &arguments)).collect()),
        };
        let faults = outcome((0..settings.repeats).map(|_| run(program, &arguments)).collect());
        Called { system_calls, faults }
    };
    let seen = beside(BESIDE, &works, count, |(_, name)| progress.step(name));
    progress.end();
    let of_allocator = |of_one: &[Called]| of_one[1..].iter().map(|called| called.beyond(&of_one[0])).collect();
    seen.chunks(1 + names.len()).map(of_allocator).collect()
}

fn outcome<T>(result: Result<T, String>) -> Outcome<T> {
    result.map_or_else(Outcome::Failed, Outcome::Measured)
}

impl Called {
    /// Less what the program that does nothing did at first.
    fn beyond(&self, nothing: &Self) -> Self {
        let system_calls = match (&self.system_calls, &nothing.system_calls) {
            (Outcome::Measured(calls), Outcome::Measured(nothing)) => {
                let nothing = nothing.first().cloned().unwrap_or_default();
                let of = |counts: &BTreeMap<String, i64>, name: &str| counts.get(name).copied().unwrap_or(0);
                let beyond = |calls: &BTreeMap<String, i64>| {
                    let names = SYSTEM_CALLS.split(',');
                    names.map(|name| (name.to_owned(), of(calls, name) - of(&nothing, name))).collect()
                };
                Outcome::Measured(calls.iter().map(beyond).collect())
            }
            (Outcome::Measured(_), without) => without.clone(),
            (without, _) => without.clone(),
        };
        let faults = match (&self.faults, &nothing.faults) {
            (Outcome::Measured(faults), Outcome::Measured(nothing)) => {
                let nothing = nothing.iter().copied().min().unwrap_or(0);
                Outcome::Measured(faults.iter().map(|faults| faults - nothing).collect())
            }
            (Outcome::Measured(_), without) => without.clone(),
            (without, _) => without.clone(),
        };
        Self { system_calls, faults }
    }
}

/// Runs a program under `strace`, and counts its calls by their names.
fn traced(program: &Path, arguments: &[&str]) -> Result<BTreeMap<String, i64>, String> {
    let table = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    let mut command = Command::new("strace");
    // A program whose threads wait for a lock makes many calls that are not counted: the kernel lets those pass.
    command.args(["-f", "--seccomp-bpf", "-qq", "-c", "-U", "calls,name", "-e"]).arg(format!("trace={SYSTEM_CALLS}"));
    command.arg("-o").arg(table.path()).arg("env").arg("-i").arg(program).args(arguments);
    let output = command.output().map_err(|error| format!("strace cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("strace: {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()));
    }
    let text = std::fs::read_to_string(table.path()).map_err(|error| error.to_string())?;
    Ok(read_table(&text))
}

/// `     68 brk`, a line a name.
fn read_table(text: &str) -> BTreeMap<String, i64> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let calls = words.next()?.parse().ok()?;
        words.next().filter(|name| *name != "total").map(|name| (name.to_owned(), calls))
    };
    text.lines().filter_map(line).collect()
}

/// Of each allocator, what each run holds.
fn held(programs: &Programs, settings: &Settings, progress: &dyn Progress) -> Vec<Vec<Held>> {
    let runs = &programs.allocators[0].plan.runs;
    let wait = settings.wait.as_millis().to_string();
    let all: Vec<(&Built, &str)> =
        programs.allocators.iter().flat_map(|built| runs.iter().map(move |run| (built, run.name.as_str()))).collect();
    let mut seen: Vec<Outcome<Vec<Vec<u64>>>> =
        all.iter().map(|_| Outcome::Measured(vec![Vec::new(); INSTANTS.len()])).collect();
    for repeat in 1..=settings.repeats {
        let part = format!("resident memory, repeat {repeat} of {}", settings.repeats);
        progress.begin(&part, Some(all.len() as u64));
        let observe = |(built, name): &(&Built, &str)| run::<Observed>(&built.links[0], &[RUN, name, &wait]);
        let observed = beside(BESIDE, &all, observe, |(_, name)| progress.step(name));
        progress.end();
        for (seen, observed) in seen.iter_mut().zip(observed) {
            add(seen, observed);
        }
    }
    let held = |(run, resident_kib): (&record::allocators::HeldRun, Outcome<Vec<Vec<u64>>>)| Held {
        run: run.name.clone(),
        resident_kib,
    };
    let mut seen = seen.into_iter();
    programs.allocators.iter().map(|_| runs.iter().zip(seen.by_ref().take(runs.len())).map(held).collect()).collect()
}

fn add(seen: &mut Outcome<Vec<Vec<u64>>>, observed: Result<Observed, String>) {
    let Outcome::Measured(instants) = seen else { return };
    match observed {
        Ok(observed) => {
            for (name, values) in INSTANTS.iter().zip(instants) {
                let instant = observed.instants.iter().find(|instant| instant.instant == *name);
                values.extend(instant.map(|instant| instant.resident_kib));
            }
        }
        Err(error) => *seen = Outcome::Failed(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_strace_is_read_by_name_and_less_what_nothing_asks_for() {
        let table = "    calls syscall\n--------- ------\n       68 brk\n       14 mmap\n       82 total\n";
        let read = read_table(table);
        assert_eq!(read, BTreeMap::from([("brk".to_owned(), 68), ("mmap".to_owned(), 14)]));
        let nothing = read_table("  3 brk\n 13 mmap\n 2 munmap\n");
        let called = |calls, faults: &[i64]| Called {
            system_calls: Outcome::Measured(vec![calls]),
            faults: Outcome::Measured(faults.to_vec()),
        };
        let beyond = called(read, &[90, 91]).beyond(&called(nothing, &[72, 70]));
        let of = |name: &str| beyond.system_calls.measured().unwrap()[0][name];
        assert_eq!(beyond.faults, Outcome::Measured(vec![20, 21]));
        assert_eq!([of("brk"), of("mmap"), of("munmap"), of("mprotect")], [65, 1, -2, 0]);
    }

    #[test]
    fn a_run_that_fails_is_a_failure_with_its_reason() {
        let mut seen = Outcome::Measured(vec![Vec::new(); INSTANTS.len()]);
        let instant = |name: &str, resident_kib| record::memory::Seen {
            instant: name.to_owned(),
            resident_kib,
            ..record::memory::Seen::default()
        };
        let observed = Observed { requests: None, instants: INSTANTS.map(|name| instant(name, 7)).into() };
        add(&mut seen, Ok(observed));
        assert_eq!(seen, Outcome::Measured(vec![vec![7]; INSTANTS.len()]));
        add(&mut seen, Err("it ended".to_owned()));
        assert_eq!(seen.failure(), Some("it ended"));
    }
}
