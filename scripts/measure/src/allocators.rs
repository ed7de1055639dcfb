//! What do the same programs take and hold under different allocators?
//!
//! A chapter has a program for each allocator, of the same code, and another one that counts around it. Times are taken in rounds: for each work the allocators take
//! turns, each in a process of its own. A program is linked several times with its functions in another order, and the rounds take these links in turn.
//! What the system is asked for is counted by `strace`.

use crate::check::beside;
use crate::{Chapter, Progress, Workspace, binaries};
use anyhow::{Context, bail};
use record::allocators::{Allocator, AllocatorPlan, Allocators, Held, INSTANTS, Measured, NOTHING};
use record::memory::Observed;
use record::program::{CALLED, COUNTED, PROGRAMS, RUN, TIMED};
use record::rounds::{self, Clock, Limits, Rounds};
use record::{Exact, Method, Outcome, Time};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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

/// An allocator of a chapter, by its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Declared {
    /// The name of its program.
    binary: String,
    /// The feature that the program needs; empty where it needs none.
    feature: String,
}

/// The allocators of a chapter, in the order of its manifest: those programs that have another one which counts.
fn declared(chapter: &Chapter) -> anyhow::Result<Vec<Declared>> {
    let file = chapter.directory.join("Cargo.toml");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let programs = manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten();
    let programs: Vec<(&str, String)> = programs
        .filter_map(|program| {
            let features = program.get("required-features").and_then(toml::Value::as_array);
            let features: Vec<&str> = features.into_iter().flatten().filter_map(toml::Value::as_str).collect();
            Some((program.get("name")?.as_str()?, features.join(",")))
        })
        .collect();
    let is_counted = |name: &str| programs.iter().any(|(other, _)| *other == format!("{name}{COUNTED}"));
    let declared = programs.iter().filter(|(name, _)| is_counted(name));
    Ok(declared.map(|(name, feature)| Declared { binary: (*name).to_owned(), feature: feature.clone() }).collect())
}

/// What each case asks for, by allocator, in release; of all of them, or of those that are in every build.
///
/// # Errors
///
/// When a program cannot be built or run, or its work has no exact counts.
pub fn counts(
    workspace: &Workspace,
    chapter: &Chapter,
    all: bool,
) -> anyhow::Result<Vec<(String, BTreeMap<String, Exact>)>> {
    let mut counts = Vec::new();
    for declared in declared(chapter)?.iter().filter(|declared| all || declared.feature.is_empty()) {
        let counted = format!("{}{COUNTED}", declared.binary);
        let program = if all {
            cargo(workspace, chapter, &counted, &declared.feature, None)?
        } else {
            let built = binaries::build(workspace, &[&chapter.slug], binaries::Target::Program(&counted), true)?;
            built.get(&chapter.slug).cloned().with_context(|| format!("cargo built no program {counted}"))?
        };
        let name = declared.binary.strip_prefix(&format!("{}-", chapter.slug)).unwrap_or(&declared.binary);
        counts.push((name.to_owned(), binaries::ask(&program, &[])?));
    }
    Ok(counts)
}

/// The programs of a chapter, each in several links.
#[derive(Debug)]
pub struct Programs {
    allocators: Vec<Built>,
    is_relinked: bool,
}

#[derive(Debug)]
struct Built {
    plan: AllocatorPlan,
    feature: String,
    links: Vec<PathBuf>,
}

impl Programs {
    /// Builds them in release. Those in C and C++ need compilers of these languages.
    ///
    /// # Errors
    ///
    /// When one does not compile.
    pub fn build(
        workspace: &Workspace,
        chapter: &Chapter,
        links: u64,
        progress: &dyn Progress,
    ) -> anyhow::Result<Self> {
        let directory = workspace.own_directory().join("allocators");
        std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
        let all = declared(chapter)?;
        let mut programs = Self { allocators: Vec::new(), is_relinked: links > 0 };
        progress.begin("building and linking", Some(all.len() as u64));
        for Declared { binary, feature } in all {
            let mut built = Vec::new();
            for seed in 0..=links {
                let order = (seed > 0).then_some(seed);
                let program = match cargo(workspace, chapter, &binary, &feature, order) {
                    Ok(program) => program,
                    // The linker does not know the option: every round runs the same link.
                    Err(_) if seed == 1 => {
                        programs.is_relinked = false;
                        break;
                    }
                    Err(error) => return Err(error),
                };
                let copy = directory.join(format!("{binary}-{seed:03}"));
                std::fs::copy(&program, &copy).with_context(|| copy.display().to_string())?;
                built.push(copy);
            }
            let plan: AllocatorPlan = binaries::ask(&built[0], &[PROGRAMS])?;
            progress.step(&plan.allocator);
            programs.allocators.push(Built { plan, feature, links: built });
        }
        progress.end();
        let Some(first) = programs.allocators.first() else {
            bail!("{}: no program has another one that counts; see its Cargo.toml", chapter.slug);
        };
        let different = programs.allocators.iter().find(|other| other.plan.programs != first.plan.programs);
        if let Some(different) = different {
            bail!("{}: {} does other work than {}", chapter.slug, different.plan.allocator, first.plan.allocator);
        }
        Ok(programs)
    }
}

/// Builds a program in release, its functions in the order of a seed, and returns where it is.
fn cargo(
    workspace: &Workspace,
    chapter: &Chapter,
    binary: &str,
    feature: &str,
    seed: Option<u64>,
) -> anyhow::Result<PathBuf> {
    let mut command = binaries::cargo(workspace);
    command.args(["rustc", "--quiet", "--release", "--package", &chapter.slug, "--bin", binary]);
    // All are built with the features of all, so that their common code is compiled once.
    let features: Vec<String> =
        declared(chapter)?.into_iter().map(|one| one.feature).chain([feature.to_owned()]).collect();
    command.args(["--features", &features.join(","), "--", "-Cstrip=debuginfo"]);
    if let Some(seed) = seed {
        command.arg(format!("-Clink-arg=-Wl,--shuffle-sections=.text*={seed}"));
    }
    let output = command.output().context("cargo cannot be run; is it on PATH?")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "{binary}: cargo failed ({}); it needs compilers of C and C++, and make:\n{}",
            output.status,
            said.trim()
        );
    }
    Ok(workspace.target().join("release").join(binary).with_extension(std::env::consts::EXE_EXTENSION))
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
    counts: Vec<(String, BTreeMap<String, Exact>)>,
    settings: &Settings,
    progress: &dyn Progress,
) -> anyhow::Result<Allocators> {
    let first = &programs.allocators[0].plan;
    let times = times(programs, settings, progress)?;
    let calls = called(programs, settings, progress);
    let held = held(programs, settings, progress);
    let mut counts: BTreeMap<String, BTreeMap<String, Exact>> = counts.into_iter().collect();
    let mut allocators = Vec::new();
    for (index, (built, (called, held))) in programs.allocators.iter().zip(calls.into_iter().zip(held)).enumerate() {
        let measured =
            first.programs.iter().zip(called).enumerate().map(|(at, (program, Called { system_calls, faults }))| {
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
                Measured { program: program.name.clone(), time, system_calls, faults }
            });
        let counts = counts.remove(&built.plan.allocator);
        allocators.push(Allocator {
            name: built.plan.allocator.clone(),
            origin: built.plan.origin.clone(),
            about: built.plan.about.clone(),
            feature: built.feature.clone(),
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
        format!("{} {work}", built.plan.allocator)
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
    command.args(["-f", "-qq", "-c", "-U", "calls,name", "-e"]).arg(format!("trace={SYSTEM_CALLS}"));
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
    fn allocators_are_the_programs_that_have_a_counted_one() {
        let directory = tempfile::tempdir().unwrap();
        let manifest = "[[bin]]\nname = 'a-system'\n[[bin]]\nname = 'a-other'\nrequired-features = ['c']\n[[bin]]\nname = 'a-tool'\n\
            [[bin]]\nname = 'a-other-counted'\n[[bin]]\nname = 'a-system-counted'\n";
        std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
        let chapter = Chapter { slug: "a".to_owned(), directory: directory.path().to_owned() };
        let found = declared(&chapter).unwrap();
        let found: Vec<(&str, &str)> = found.iter().map(|one| (&*one.binary, &*one.feature)).collect();
        assert_eq!(found, [("a-system", ""), ("a-other", "c")]);
    }

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
