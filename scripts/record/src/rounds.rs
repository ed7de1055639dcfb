//! How are many cases timed so that a slow minute of the machine hits them all alike?
//!
//! Rounds are outermost: a round runs every case that is still open once, in the order of the list in odd rounds and backwards in
//! even ones. A case is closed once its rounds have said something at two looks in a row, or when its rounds or the time are used up.

use crate::{Progress, Rule, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// The first look at the rounds is after this one.
pub const FIRST_LOOK: usize = 12;
/// Rounds between two looks.
pub const LOOK_EVERY: usize = 4;

/// The rounds of each case, in picoseconds, or why there are none.
pub type Series = Result<Vec<u64>, String>;

/// What measures.
pub trait Clock {
    /// Why a round cannot begin, or cannot be kept.
    type Error;
    /// Before each round, with its number, from 1 on.
    fn begin(&mut self, round: u64) -> Result<(), Self::Error>;
    /// What a case is called.
    fn name(&self, case: usize) -> String;
    /// Which of the open cases run in one process, in the order in which the processes run. A case may run in several; the fastest counts.
    fn processes(&self, open: &[usize]) -> Vec<Vec<usize>>;
    /// Runs one process; picoseconds a call, or an error, of each of its cases.
    fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>>;
}

/// When it ends, whatever can be told by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Rounds at most.
    pub max_rounds: u64,
    /// Time at most.
    pub budget: Duration,
}

/// What was measured up to a round. A measurement that is interrupted goes on from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    /// The rounds that are done.
    pub done: usize,
    /// The cases, in the order of the list.
    pub series: Vec<Series>,
}

impl Rounds {
    /// None yet.
    pub fn none(cases: usize) -> Self {
        Self { done: 0, series: vec![Ok(Vec::new()); cases] }
    }
}

/// Times cases, of which `baselines` has the positions of those they are compared with, and of a baseline its own. Goes on from `rounds`,
/// and hands them to `keep` after each round. Ends after `max_rounds`, or before the round that would pass `budget`.
///
/// # Errors
///
/// When a round cannot begin, or cannot be kept. A case that fails is an error of its own.
pub fn run<C: Clock>(
    clock: &mut C,
    baselines: &[usize],
    rule: Rule,
    Limits { max_rounds, budget }: Limits,
    mut rounds: Rounds,
    progress: &dyn Progress,
    keep: &mut dyn FnMut(&Rounds) -> Result<(), C::Error>,
) -> Result<Vec<Series>, C::Error> {
    let begun = Instant::now();
    let mut longest_round = Duration::ZERO;
    while (rounds.done as u64) < max_rounds {
        let mut open = open(baselines, &rounds, rule);
        if open.is_empty() || begun.elapsed() + longest_round > budget {
            break;
        }
        let round = rounds.done as u64 + 1;
        if round.is_multiple_of(2) {
            open.reverse();
        }
        let rounds_left = u32::try_from(max_rounds + 1 - round).unwrap_or(u32::MAX);
        let left = budget.saturating_sub(begun.elapsed()).min(longest_round.saturating_mul(rounds_left));
        let part = format!("round {round} of at most {max_rounds}{}", shown_left(left));
        progress.begin(&part, Some(open.len() as u64));
        let round_begun = Instant::now();
        clock.begin(round)?;
        let mut fastest: BTreeMap<usize, Result<u64, String>> = BTreeMap::new();
        for process in clock.processes(&open) {
            for (index, value) in process.iter().zip(clock.sample(&process)) {
                let slot = fastest.entry(*index).or_insert_with(|| {
                    progress.step(&clock.name(*index));
                    value.clone()
                });
                *slot = match (&*slot, value) {
                    (Ok(known), Ok(value)) => Ok(value.min(*known)),
                    (Err(error), _) => Err(error.clone()),
                    (_, Err(error)) => Err(error),
                };
            }
        }
        for (index, value) in fastest {
            match (value, &mut rounds.series[index]) {
                (Ok(picoseconds), Ok(values)) => values.push(picoseconds),
                (Err(error), entry) => *entry = Err(error),
                (Ok(_), Err(_)) => {}
            }
        }
        rounds.done += 1;
        keep(&rounds)?;
        longest_round = longest_round.max(round_begun.elapsed());
        progress.end();
    }
    Ok(rounds.series)
}

/// The time left in words; none before the first round has shown how long a round takes.
fn shown_left(left: Duration) -> String {
    match left.as_secs() {
        _ if left.is_zero() => String::new(),
        seconds @ 0..=90 => format!(", at most {} s left", seconds + 1),
        seconds => format!(", at most {} min left", seconds.div_ceil(60)),
    }
}

/// The cases to run in the next round: those not closed, and the baselines they need.
fn open(baselines: &[usize], rounds: &Rounds, rule: Rule) -> Vec<usize> {
    let mut needed = BTreeSet::new();
    for (index, baseline) in baselines.iter().enumerate() {
        let (Ok(case), Ok(base)) = (&rounds.series[index], &rounds.series[*baseline]) else { continue };
        // A case that sat out a round is closed.
        if case.len() == rounds.done && !is_closed(case, (*baseline != index).then_some(base), rule) {
            needed.extend([index, *baseline]);
        }
    }
    needed.into_iter().collect()
}

/// Whether the rounds said something at the look after the last of them and at the look before. A baseline is closed after as many.
fn is_closed(case: &[u64], baseline: Option<&[u64]>, rule: Rule) -> bool {
    let count = case.len();
    let is_second_look = count >= FIRST_LOOK + LOOK_EVERY && (count - FIRST_LOOK).is_multiple_of(LOOK_EVERY);
    is_second_look
        && baseline.is_none_or(|baseline| {
            [count - LOOK_EVERY, count]
                .into_iter()
                .all(|look| rule.compare(&case[..look], baseline).verdict != Verdict::CannotTell)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    struct Silent;

    impl Progress for Silent {
        fn begin(&self, _: &str, _: Option<u64>) {}
        fn step(&self, _: &str) {}
        fn end(&self) {}
        fn say(&self, _: &str) {}
    }

    /// A clock that has the cases in one process, or in several.
    struct Scripted<F> {
        measure: F,
        begun: Vec<u64>,
    }

    impl<F: FnMut(usize) -> Result<u64, String>> Clock for Scripted<F> {
        type Error = Infallible;
        fn begin(&mut self, round: u64) -> Result<(), Infallible> {
            self.begun.push(round);
            Ok(())
        }
        fn name(&self, case: usize) -> String {
            case.to_string()
        }
        fn processes(&self, open: &[usize]) -> Vec<Vec<usize>> {
            open.chunks(2).map(<[usize]>::to_vec).collect()
        }
        fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>> {
            process.iter().map(|case| (self.measure)(*case)).collect()
        }
    }

    fn timed(
        baselines: &[usize],
        max_rounds: u64,
        budget: Duration,
        from: Option<Rounds>,
        measure: impl FnMut(usize) -> Result<u64, String>,
    ) -> (Vec<Result<usize, String>>, Vec<u64>) {
        let limits = Limits { max_rounds, budget };
        let mut clock = Scripted { measure, begun: Vec::new() };
        let from = from.unwrap_or_else(|| Rounds::none(baselines.len()));
        let series =
            run(&mut clock, baselines, Rule::DEFAULT, limits, from, &Silent, &mut |_| Ok(())).expect("rounds run");
        (series.into_iter().map(|series| series.map(|rounds| rounds.len())).collect(), clock.begun)
    }

    #[test]
    fn calm_cases_close_at_the_second_look() {
        let (lengths, begun) = timed(&[0, 0], 40, Duration::MAX, None, |case| Ok(1000 + case as u64));
        assert_eq!(lengths, [Ok(16), Ok(16)]);
        assert_eq!(begun, (1..=16).collect::<Vec<_>>());
    }

    #[test]
    fn a_case_of_which_nothing_can_be_told_keeps_its_baseline_going_and_nothing_else() {
        let mut turn = 0;
        let (lengths, _) = timed(&[0, 0, 0, 3], 20, Duration::MAX, None, |case| {
            turn += 1;
            Ok(if case == 2 { 500 + 1000 * (turn / 4 % 2) } else { 1000 })
        });
        assert_eq!(lengths, [Ok(20), Ok(16), Ok(20), Ok(16)]);
    }

    #[test]
    fn a_measurement_goes_on_from_the_rounds_that_are_there() {
        let from = Rounds { done: 14, series: vec![Ok(vec![1000; 14]), Ok(vec![1001; 14])] };
        let (lengths, begun) = timed(&[0, 0], 40, Duration::MAX, Some(from), |_| Ok(1000));
        assert_eq!((lengths, begun), (vec![Ok(16), Ok(16)], vec![15, 16]));
    }

    #[test]
    fn the_time_left_is_rounded_up() {
        let shown = [0, 1, 2500, 91_000, 121_000].map(|milliseconds| shown_left(Duration::from_millis(milliseconds)));
        let expected = ["", ", at most 1 s left", ", at most 3 s left", ", at most 2 min left", ", at most 3 min left"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn rounds_alternate_their_direction() {
        let mut order = Vec::new();
        timed(&[0, 0, 0], 2, Duration::MAX, None, |case| {
            order.push(case);
            Ok(1000)
        });
        assert_eq!(order, [0, 1, 2, 2, 1, 0]);
    }

    #[test]
    fn a_case_that_fails_is_an_error_of_its_own() {
        let (lengths, _) =
            timed(&[0, 0], 40, Duration::MAX, None, |case| if case == 1 { Err("broken".to_owned()) } else { Ok(1000) });
        assert_eq!(lengths, [Ok(16), Err("broken".to_owned())]);
    }

    /// A case that is alone runs several times in a round, apart.
    #[test]
    fn of_several_processes_the_fastest_counts() {
        struct Thrice(u64);
        impl Clock for Thrice {
            type Error = Infallible;
            fn begin(&mut self, _: u64) -> Result<(), Infallible> {
                Ok(())
            }
            fn name(&self, case: usize) -> String {
                case.to_string()
            }
            fn processes(&self, open: &[usize]) -> Vec<Vec<usize>> {
                vec![open.to_vec(); 3]
            }
            fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>> {
                self.0 += 1;
                process.iter().map(|_| Ok(10 + self.0 * 7 % 3)).collect()
            }
        }
        let limits = Limits { max_rounds: 2, budget: Duration::MAX };
        let rounds = Rounds::none(1);
        let series = run(&mut Thrice(0), &[0], Rule::DEFAULT, limits, rounds, &Silent, &mut |_| Ok(()));
        assert_eq!(series.unwrap(), [Ok(vec![10, 10])]);
    }

    #[test]
    fn no_round_begins_that_would_pass_the_budget() {
        let (lengths, _) = timed(&[0], 40, Duration::ZERO, None, |_| Ok(1000));
        assert!(lengths[0].as_ref().is_ok_and(|rounds| *rounds <= 1));
    }
}
