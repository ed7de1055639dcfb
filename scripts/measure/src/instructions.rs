//! How many instructions does a call of each case take, on this machine?
//!
//! The chapter's bench program, which declares no allocator, calls every case under callgrind, twice: beside a small and a large environment.
//! What differs from call to call, or between the two, is kept as a range.

use crate::provenance;
use anyhow::Context;
use record::Outcome;
use record::instructions::{CaseInstructions, Instructions, PerCall};
use record::program::{Called, INSTRUCTIONS, Need};
use std::path::Path;
use std::process::Command;

/// Bytes added to the environment of the process: they move the stack.
const PADDINGS: [usize; 2] = [0, 500];

/// Counts the instructions of these cases, or of all where none is named.
///
/// # Errors
///
/// When callgrind or the program fails. A case that fails is an entry with its reason.
pub fn current(program: &Path, cases: &[String]) -> anyhow::Result<Instructions> {
    let runs = PADDINGS.map(|padding| run(program, cases, padding));
    let mut counted = Instructions { machine: machine()?, cases: Vec::new() };
    for run in runs {
        for one in run? {
            match counted.cases.iter_mut().find(|known| known.case == one.case) {
                Some(known) => known.per_call = both(&known.per_call, one.per_call),
                None => counted.cases.push(one),
            }
        }
    }
    Ok(counted)
}

/// Once, beside a small environment: what must be within what is kept.
///
/// # Errors
///
/// As [`current`].
pub fn once(program: &Path, cases: &[String]) -> anyhow::Result<Instructions> {
    Ok(Instructions { machine: machine()?, cases: run(program, cases, 0)? })
}

fn both(known: &Outcome<PerCall>, other: Outcome<PerCall>) -> Outcome<PerCall> {
    let (Some(known), Some(other)) = (known.measured(), other.measured()) else { return other };
    let hull = |a: [u64; 2], b: [u64; 2]| [a[0].min(b[0]), a[1].max(b[1])];
    Outcome::Measured(PerCall {
        outside: hull(known.outside, other.outside),
        allocator: hull(known.allocator, other.allocator),
    })
}

fn run(program: &Path, cases: &[String], padding: usize) -> anyhow::Result<Vec<CaseInstructions>> {
    let arguments: Vec<String> = std::iter::once(INSTRUCTIONS.to_owned()).chain(cases.iter().cloned()).collect();
    let run = callgrind::run(program, &arguments, padding).map_err(anyhow::Error::msg)?;
    let called: Vec<Called> = serde_json::from_str(&run.stdout)
        .with_context(|| format!("{} {INSTRUCTIONS}: what it printed", program.display()))?;
    let range = |label: &str, count: fn(&callgrind::Part) -> u64| {
        let counts = || run.parts.iter().filter(|part| part.label == label).map(count);
        Some([counts().min()?, counts().max()?])
    };
    let case = |called: Called| {
        let per_call = || {
            let [nothing, _] = range(&called.nothing, |part| part.total)?;
            let outside = range(&called.case, |part| part.total - part.allocator)?;
            let allocator = range(&called.case, |part| part.allocator)?;
            Some(PerCall { outside: outside.map(|count| count.saturating_sub(nothing)), allocator })
        };
        let per_call = match &called.failure {
            Some(failure) => Outcome::Failed(failure.clone()),
            None => {
                per_call().map_or_else(|| Outcome::Failed("callgrind counted nothing".to_owned()), Outcome::Measured)
            }
        };
        CaseInstructions { case: called.case.clone(), per_call }
    };
    Ok(called.into_iter().map(case).collect())
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
