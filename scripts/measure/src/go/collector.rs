//! What does Go's garbage collector do while the cases of an experiment are called?
//!
//! An experiment asks it by a program in `go/collector`, which makes the same calls of several cases and prints a list, one entry a case. It is
//! run several times, each time as a process of its own: how often the collector runs depends a little on when it runs, and times depend on more.

use super::program::Program;
use crate::Chapter;
use anyhow::{Context, ensure};
use record::go::{Collected, Collections};
use serde::Deserialize;

/// How often the program is run.
const RUNS: usize = 5;

/// The directory below that of the Go programs.
pub(crate) const DIRECTORY: &str = "collector";

/// What the program prints of a case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    variant: String,
    size: Option<u64>,
    calls: u64,
    cycles: u64,
    pause_ns: u64,
    collector_ns: u64,
    elapsed_ns: u64,
}

/// What the collector did for each case of a chapter's program; nothing where it has none.
///
/// # Errors
///
/// When the program does not build or run, prints something else, or the same case is other calls in another run.
pub fn run(program: &Program, chapter: &Chapter) -> anyhow::Result<Vec<Collections>> {
    if !chapter.go().join(DIRECTORY).is_dir() {
        return Ok(Vec::new());
    }
    let texts = program.printed_by_package(DIRECTORY, RUNS).with_context(|| DIRECTORY.to_owned())?;
    let runs: Vec<Vec<Printed>> = texts
        .iter()
        .map(|text| serde_json::from_str(text).with_context(|| format!("{DIRECTORY} prints {text}")))
        .collect::<anyhow::Result<_>>()?;
    together(runs)
}

/// One entry a case, with all its runs.
fn together(runs: Vec<Vec<Printed>>) -> anyhow::Result<Vec<Collections>> {
    let mut cases: Vec<Collections> = Vec::new();
    for (number, run) in runs.into_iter().enumerate() {
        for (index, of) in run.into_iter().enumerate() {
            let one = Collected {
                cycles: of.cycles,
                pause_ns: of.pause_ns,
                collector_ns: of.collector_ns,
                elapsed_ns: of.elapsed_ns,
            };
            if number == 0 {
                cases.push(Collections { variant: of.variant, size: of.size, calls: of.calls, runs: vec![one] });
                continue;
            }
            let case = cases
                .get_mut(index)
                .filter(|case| case.variant == of.variant && case.size == of.size && case.calls == of.calls);
            let case =
                case.with_context(|| format!("{DIRECTORY}: `{}` is not the same case in each run", of.variant))?;
            case.runs.push(one);
        }
    }
    ensure!(!cases.is_empty(), "{DIRECTORY} prints no case");
    Ok(cases)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Vec<Printed> {
        serde_json::from_str(text).unwrap()
    }

    const ONE: &str =
        r#"[{"variant":"a","size":10,"calls":5,"cycles":1,"pause_ns":2,"collector_ns":3,"elapsed_ns":4}]"#;

    #[test]
    fn the_runs_of_a_case_come_together() {
        let cases = together(vec![run(ONE), run(&ONE.replace(r#""cycles":1"#, r#""cycles":7"#))]).unwrap();
        assert_eq!((cases.len(), cases[0].id(), cases[0].calls), (1, "a/10".to_owned(), 5));
        assert_eq!(cases[0].runs.iter().map(|run| run.cycles).collect::<Vec<_>>(), [1, 7]);
    }

    #[test]
    fn other_cases_or_calls_in_another_run_are_an_error() {
        for other in [ONE.replace(r#""calls":5"#, r#""calls":6"#), ONE.replace(r#""a""#, r#""b""#)] {
            assert!(together(vec![run(ONE), run(&other)]).unwrap_err().to_string().contains("not the same case"));
        }
        assert!(together(vec![vec![]]).is_err());
    }
}
