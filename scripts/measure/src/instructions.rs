//! How many instructions does a call of each case take, on this machine?
//!
//! The chapter's bench program, which declares no allocator, calls every case under callgrind, twice: beside a small and a large environment.
//! What differs from call to call, or between the two, is kept as a range.

use crate::{Sources, binaries, provenance};
use anyhow::Context;
use record::instructions::{CaseInstructions, Instructions, PerCall};
use record::program::{CASES, Called, INSTRUCTIONS, ListedCase, Need};
use record::{Chapter, InstructionCounts, Kind, Outcome};
use std::path::Path;
use std::process::Command;

/// Bytes added to the environment of the process: they move the stack.
const PADDINGS: [usize; 2] = [0, 500];

/// Counts the instructions of every case.
///
/// # Errors
///
/// When callgrind or the program fails. A case that fails is an entry with its reason.
pub fn current(program: &Path) -> anyhow::Result<Instructions> {
    let [small, large] = PADDINGS.map(|padding| all(program, padding));
    let (small, large) = (small?, large?);
    let mut cases: Vec<CaseInstructions> = small.iter().zip(&large).map(|(one, other)| one.with(other)).collect();
    step(program, &small, &mut cases)?;
    Ok(Instructions { machine: machine()?, cases })
}

/// Whether the committed file is of the code that is there, counted on a machine like this.
///
/// # Errors
///
/// When the sources cannot be read, or valgrind cannot be asked for its version. A file that cannot be read is not current.
pub fn is_current(chapter: &Chapter, sources: &Sources) -> anyhow::Result<bool> {
    let Ok(kept) = InstructionCounts::read(&chapter.kept(Kind::Instructions), &chapter.slug) else { return Ok(false) };
    Ok(kept.sources == sources.of_kind(Kind::Instructions, chapter)? && kept.machine == machine()?)
}

/// Once, beside a small environment: of a case that is exact, what is kept.
///
/// # Errors
///
/// As [`current`].
pub fn once(program: &Path) -> anyhow::Result<Instructions> {
    let counted = all(program, PADDINGS[0])?;
    Ok(Instructions { machine: machine()?, cases: counted.iter().map(|one| one.with(one)).collect() })
}

/// The calls of one case in one process.
struct Counted {
    called: Called,
    /// Outside of the allocator, beyond those of calling a function that does nothing.
    outside: Vec<u64>,
    allocator: Vec<u64>,
}

impl Counted {
    /// The case over its calls in two processes.
    fn with(&self, other: &Self) -> CaseInstructions {
        let ends = |calls: fn(&Self) -> &[u64]| {
            let all = || calls(self).iter().chain(calls(other)).copied();
            Some([all().min()?, all().max()?])
        };
        let is_exact = self.outside == other.outside && !self.called.starts_threads;
        let per_call = match (&self.called.failure, ends(|one| &one.outside), ends(|one| &one.allocator)) {
            (Some(failure), ..) => Outcome::Failed(failure.clone()),
            (None, Some(outside), Some(allocator)) => {
                Outcome::Measured(PerCall { outside, allocator, is_exact, stepped: None })
            }
            _ => Outcome::Failed("callgrind counted nothing".to_owned()),
        };
        CaseInstructions { case: self.called.case.clone(), per_call }
    }
}

/// Elsewhere callgrind has refused before.
#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
fn step(_: &Path, _: &[Counted], _: &mut [CaseInstructions]) -> anyhow::Result<()> {
    Ok(())
}

/// Has the processor step through the calls that are not too long, as a second counter.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn step(program: &Path, counted: &[Counted], cases: &mut [CaseInstructions]) -> anyhow::Result<()> {
    use record::instructions::LONGEST_STEPPED;
    let is_long =
        |one: &CaseInstructions| one.per_call.measured().is_none_or(|per_call| per_call.total()[1] > LONGEST_STEPPED);
    let without: Vec<&str> = counted
        .iter()
        .zip(cases.iter())
        .filter(|(counted, one)| counted.called.starts_threads || is_long(one))
        .map(|(_, one)| one.case.as_str())
        .collect();
    for stepped in crate::steps::all(program, &without)? {
        let one = cases.iter_mut().find(|one| one.case == stepped.case);
        let ends = stepped.calls.iter().min().zip(stepped.calls.iter().max());
        if let (Some(CaseInstructions { per_call: Outcome::Measured(per_call), .. }), Some((low, high))) = (one, ends) {
            per_call.stepped = Some([*low, *high]);
        }
    }
    Ok(())
}

/// Those that are alone in a process of their own, the others in one; in their order.
fn all(program: &Path, padding: usize) -> anyhow::Result<Vec<Counted>> {
    let cases: Vec<ListedCase> = binaries::ask(program, &[CASES])?;
    let (alone, together): (Vec<_>, Vec<_>) = cases.iter().partition(|listed| listed.alone);
    let mut counted = if together.is_empty() { Vec::new() } else { run(program, &together, padding)? };
    for listed in alone {
        counted.extend(run(program, &[listed], padding)?);
    }
    let place = |one: &Counted| cases.iter().position(|listed| listed.case == one.called.case);
    counted.sort_by_key(place);
    Ok(counted)
}

fn run(program: &Path, cases: &[&ListedCase], padding: usize) -> anyhow::Result<Vec<Counted>> {
    let ids: String = cases.iter().map(|listed| format!("{}\n", listed.case)).collect();
    let run = callgrind::run(program, &[INSTRUCTIONS], &ids, padding).map_err(anyhow::Error::msg)?;
    let called: Vec<Called> = serde_json::from_str(&run.stdout)
        .with_context(|| format!("{} {INSTRUCTIONS}: what it printed", program.display()))?;
    let of = |called: Called| {
        let parts = |label: &str| run.parts.iter().filter(|part| part.label == label).collect::<Vec<_>>();
        let nothing = parts(&called.nothing).iter().map(|part| part.total).min().unwrap_or(0);
        let of_case = parts(&called.case);
        let outside = of_case.iter().map(|part| (part.total - part.allocator).saturating_sub(nothing)).collect();
        let allocator = of_case.iter().map(|part| part.allocator).collect();
        Counted { called, outside, allocator }
    };
    Ok(called.into_iter().map(of).collect())
}

/// What the counts hold for: where it is another, they are others.
///
/// # Errors
///
/// When valgrind cannot be asked for its version.
pub fn machine() -> anyhow::Result<String> {
    if let Some(reason) = Need::Callgrind.missing() {
        anyhow::bail!(reason);
    }
    let version = Command::new("valgrind").arg("--version").output().context("valgrind")?.stdout;
    let flags = provenance::cpu_field("flags").unwrap_or_default();
    let is_chosen_by = |flag: &&str| {
        ["sse4_2", "ssse3", "avx", "avx2", "bmi1", "bmi2", "lzcnt", "abm", "movbe", "popcnt", "rtm"].contains(flag)
    };
    let mut features: Vec<&str> = flags.split_whitespace().filter(is_chosen_by).collect();
    features.sort_unstable();
    Ok(format!(
        "{}; {}; {}; {}",
        provenance::allocator(),
        String::from_utf8_lossy(&version).trim(),
        callgrind::TUNABLES,
        features.join(" ")
    ))
}
