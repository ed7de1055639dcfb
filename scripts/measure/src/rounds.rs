//! How are many cases timed so that a slow minute of the machine hits them all alike?
//!
//! Rounds are outermost: a round runs every case that is still open once, in the order of the list in odd rounds and backwards in
//! even ones. A case is closed once its floor and its baseline's are confirmed, or when its rounds or the time are used up.

use crate::cell::Timed;

use crate::{Progress, Workspace};
use record::{FIRST_CHECK, Method, Temporary};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Rounds between two looks at the floors, from [`FIRST_CHECK`] on.
const CHECK_EVERY: usize = 5;

/// One case to time.
#[derive(Clone, Debug)]
pub struct TimedCase {
    /// What to run.
    pub timed: Timed,
    /// The position in the list of the case it is compared with; its own for a baseline.
    pub baseline: usize,
}

/// The rounds of each case, in picoseconds, or why there are none.
pub type Series = Result<Vec<u64>, String>;

/// Times `cases`. Ends after `method.max_rounds`, or before the round that would pass `budget`.
///
/// # Errors
///
/// When the directory for criterion's files cannot be made. A cell that fails is an error of its own case.
pub fn run(
    workspace: &Workspace,
    cases: &[TimedCase],
    method: &Method,
    budget: Duration,
    progress: &dyn Progress,
) -> anyhow::Result<Vec<Series>> {
    let home = Temporary::below(&workspace.target(), "criterion")?;
    run_with(cases, method, budget, progress, |index| {
        cases[index].timed.run(home.path(), method).map_err(|error| format!("{error:#}"))
    })
}

/// As [`run`], with a measurement of the caller's own: the position of the case, and picoseconds or an error back.
pub(crate) fn run_with(
    cases: &[TimedCase],
    method: &Method,
    budget: Duration,
    progress: &dyn Progress,
    mut measure: impl FnMut(usize) -> Result<u64, String>,
) -> anyhow::Result<Vec<Series>> {
    let begun = Instant::now();
    let mut series: Vec<Series> = vec![Ok(Vec::new()); cases.len()];
    let mut longest_round = Duration::ZERO;
    for round in 1..=method.max_rounds as usize {
        let mut open = open(cases, &series, round);
        if open.is_empty() || begun.elapsed() + longest_round > budget {
            break;
        }
        if round % 2 == 0 {
            open.reverse();
        }
        let rounds_left = u32::try_from(method.max_rounds as usize + 1 - round).unwrap_or(u32::MAX);
        let left = budget.saturating_sub(begun.elapsed()).min(longest_round.saturating_mul(rounds_left));
        let part = format!("round {round} of at most {}{}", method.max_rounds, shown_left(left));
        progress.begin(&part, Some(open.len() as u64));
        let round_begun = Instant::now();
        for index in open {
            match (measure(index), &mut series[index]) {
                (Ok(picoseconds), Ok(rounds)) => rounds.push(picoseconds),
                (Err(error), entry) => *entry = Err(error),
                (Ok(_), Err(_)) => {}
            }
            progress.step(cases[index].timed.name());
        }
        longest_round = longest_round.max(round_begun.elapsed());
        progress.end();
    }
    Ok(series)
}

/// The time left in words; none before the first round has shown how long a round takes.
fn shown_left(left: Duration) -> String {
    match left.as_secs() {
        _ if left.is_zero() => String::new(),
        seconds @ 0..=90 => format!(", at most {} s left", seconds + 1),
        seconds => format!(", at most {} min left", seconds.div_ceil(60)),
    }
}

/// The cases to run in `round`: those not closed, and the baselines they need.
fn open(cases: &[TimedCase], series: &[Series], round: usize) -> Vec<usize> {
    let done = round - 1;
    let is_check = done >= FIRST_CHECK && (done - FIRST_CHECK).is_multiple_of(CHECK_EVERY);
    let mut needed: BTreeMap<usize, ()> = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        let (Ok(rounds), Ok(baseline)) = (&series[index], &series[case.baseline]) else { continue };
        // Between two looks, a case that took part in the round before goes on.
        let is_open = if rounds.len() < done {
            false
        } else if is_check {
            record::floor(rounds).is_none() || record::floor(&baseline[..rounds.len().min(baseline.len())]).is_none()
        } else {
            true
        };
        if is_open {
            needed.insert(index, ());
            needed.insert(case.baseline, ());
        }
    }
    needed.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Silent;
    use crate::cell::Cell;
    use std::path::PathBuf;

    fn method(max_rounds: u64) -> Method {
        Method {
            max_rounds,
            warm_up_us: 0,
            measurement_us: 0,
            samples: 0,
            threshold_ppm: 30_000,
            threshold_from: String::new(),
        }
    }

    fn cases(baselines: &[usize]) -> Vec<TimedCase> {
        let timed = |index| {
            let benchmark = format!("case{index}");
            Timed::Criterion(Cell { executable: PathBuf::new(), benchmark, variables: Vec::new() })
        };
        baselines
            .iter()
            .enumerate()
            .map(|(index, baseline)| TimedCase { timed: timed(index), baseline: *baseline })
            .collect()
    }

    #[test]
    fn calm_cases_close_at_the_first_look() {
        let series = run_with(&cases(&[0, 0]), &method(40), Duration::MAX, &Silent, |_| Ok(1000)).expect("rounds run");
        assert_eq!(series.iter().map(|rounds| rounds.as_ref().map(Vec::len)).collect::<Vec<_>>(), [Ok(10), Ok(10)]);
    }

    #[test]
    fn a_noisy_case_keeps_its_baseline_going_and_nothing_else() {
        let mut noise = 0;
        let measure = |index| {
            noise += 1;
            Ok(if index == 2 { 1000 * noise } else { 1000 })
        };
        let series = run_with(&cases(&[0, 0, 0, 3]), &method(20), Duration::MAX, &Silent, measure).expect("rounds run");
        let lengths: Vec<_> = series.iter().map(|rounds| rounds.as_ref().map_or(0, Vec::len)).collect();
        assert_eq!(lengths, [20, 10, 20, 10]);
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
        let measure = |index| {
            order.push(index);
            Ok(1000)
        };
        run_with(&cases(&[0, 0]), &method(2), Duration::MAX, &Silent, measure).expect("rounds run");
        assert_eq!(order, [0, 1, 1, 0]);
    }

    #[test]
    fn a_failing_cell_is_an_error_of_its_case_alone() {
        let measure = |index| if index == 1 { Err("broken".to_owned()) } else { Ok(1000) };
        let series = run_with(&cases(&[0, 0]), &method(40), Duration::MAX, &Silent, measure).expect("rounds run");
        assert_eq!(series[1], Err("broken".to_owned()));
        assert_eq!(series[0].as_ref().map(Vec::len), Ok(10));
    }

    #[test]
    fn no_round_begins_that_would_pass_the_budget() {
        let series = run_with(&cases(&[0]), &method(40), Duration::ZERO, &Silent, |_| Ok(1000)).expect("rounds run");
        assert!(series[0].as_ref().is_ok_and(|rounds| rounds.len() <= 1));
    }
}
