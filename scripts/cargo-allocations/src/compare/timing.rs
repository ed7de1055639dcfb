//! How are the benchmarks of two revisions timed so that a slow minute of the machine hits both alike?

use super::report::Time;
use super::{Compared, Programs};
use record::rounds::{self, Clock, Limits, Rounds};
use record::{Progress, Rule};
use std::path::{Path, PathBuf};

/// Times cases, each of the base and of the head, one after the other, each round in another layout.
struct Timer<'a> {
    programs: &'a Programs,
    cases: &'a [&'a Compared],
    criterion: &'a Path,
    round: usize,
}

impl Timer<'_> {
    /// The case at a position of the list, in which each is twice, and which of the revisions.
    fn at(&self, index: usize) -> (&Compared, usize) {
        (self.cases[index / 2], index % 2)
    }

    fn program(&self, index: usize) -> &PathBuf {
        let (case, side) = self.at(index);
        let links = &self.programs[&case.target][side].links;
        &links[self.round % links.len()]
    }
}

impl Clock for Timer<'_> {
    type Error = anyhow::Error;

    fn begin(&mut self, round: u64) -> anyhow::Result<()> {
        self.round = usize::try_from(round)?;
        Ok(())
    }

    fn name(&self, index: usize) -> String {
        self.at(index).0.name.clone()
    }

    fn processes(&self, open: &[usize]) -> Vec<Vec<usize>> {
        open.iter().map(|index| vec![*index]).collect()
    }

    fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>> {
        process
            .iter()
            .map(|&index| {
                let (case, _) = self.at(index);
                let time = case.harness.time(self.program(index), &case.name, self.criterion);
                time.map_err(|error| format!("{error:#}"))
            })
            .collect()
    }
}

/// What the rounds say of each case.
pub(super) fn run(
    programs: &Programs,
    cases: &[&Compared],
    limits: Limits,
    criterion: &Path,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<Time>> {
    let baselines: Vec<usize> = (0..2 * cases.len()).map(|side| side / 2 * 2).collect();
    let before = Rounds::none(baselines.len());
    let mut timer = Timer { programs, cases, criterion, round: 0 };
    let rule = Rule::DEFAULT;
    let series = rounds::run(&mut timer, &baselines, rule, limits, before, progress, &mut |_| Ok(()))?;
    let times = series.chunks(2).map(|sides| match sides {
        [Ok(base), Ok(head)] => Time::Measured {
            medians: [base, head].map(|rounds| record::median(rounds)),
            ratio: rule.compare(head, base),
            rounds: head.len(),
        },
        [Err(error), _] => Time::Failed(format!("base: {error}")),
        [_, Err(error)] => Time::Failed(format!("head: {error}")),
        _ => Time::Failed("there are no rounds".to_owned()),
    });
    Ok(times.collect())
}
