//! From rounds to a verdict.
//!
//! A round is one process of a program that was linked anew for it, so that where the linker puts the code differs from round to
//! round. In it every case takes slices in turn, and the fastest of a case's slices is its value. What is said of a case is the
//! median of its rounds; what is said of it against its baseline is the median of the ratios within a round, in which both ran in
//! the same process. Beside each median stands its own interval: two of the sorted values, such that, whatever the distribution,
//! intervals made in this way hold the true median in at least 99 of 100 cases (the order statistics of a binomial distribution).
//!
//! A [`Rule`] makes words of the interval. `cargo workbook measure --calibrate` measures how often they are wrong.

use serde::{Deserialize, Serialize};

/// With fewer rounds, not even the lowest and the highest are an interval.
pub const FEWEST_ROUNDS: usize = 8;
/// How often an interval may miss the median.
const MISSES: f64 = 0.01;
const ONE: u64 = 1_000_000;

/// The measured figures of one case: picoseconds per call, release profile. Never asserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// One value a round, in the order in which they were measured: the fastest slice of that round.
    pub rounds_ps: Vec<u64>,
    /// The median of the rounds.
    pub median_ps: u64,
    /// The 99 % interval of that median; absent with fewer than [`FEWEST_ROUNDS`] rounds.
    pub interval_ps: Option<[u64; 2]>,
    /// The case against its baseline, both measured in the same rounds.
    pub ratio: Ratio,
}

/// A case's time against its baseline's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// What may be said.
    pub verdict: Verdict,
    /// The median and interval of the ratios of the rounds, in millionths; absent for a baseline, and with too few rounds.
    pub times: Option<Estimate<u64>>,
    /// The median and interval of the differences of the rounds, in picoseconds.
    pub difference_ps: Option<Estimate<i64>>,
}

/// A median with its 99 % interval, which holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate<T> {
    /// The median.
    pub median: T,
    /// Its interval: lower and upper end.
    pub interval: [T; 2],
}

/// What may be said about a case's time against its baseline's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The case is a baseline.
    Baseline,
    /// The whole interval is within the margin, and not on one side of 1.
    Same,
    /// The whole interval is above 1, and the median beyond the margin.
    Slower,
    /// The whole interval is below 1, and the median beyond the margin.
    Faster,
    /// The whole interval is above 1, and the median within the margin.
    SlightlySlower,
    /// The whole interval is below 1, and the median within the margin.
    SlightlyFaster,
    /// The interval holds 1, and reaches beyond the margin; or there are too few rounds.
    CannotTell,
}

/// What makes a verdict of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// A difference up to this is called slight, in millionths.
    pub margin_ppm: u64,
    /// An interval is on one side of 1 when it is farther from it than this, in millionths: equal code can differ by as much.
    pub resolution_ppm: u64,
}

impl Rule {
    /// What is used where the machine is not calibrated.
    pub const DEFAULT: Self = Self { margin_ppm: 30_000, resolution_ppm: 5_000 };

    /// What may be said of ratios with this median and interval.
    pub fn verdict(self, Estimate { median, interval: [low, high] }: Estimate<u64>) -> Verdict {
        let is_above = |ratio: u64, limit: u64| ratio > ONE.saturating_add(limit);
        // Below 1 by the same factor: a case slower by 3 % is one whose baseline is faster by 3 %.
        let is_below = |ratio: u64, limit: u64| {
            u128::from(ratio) * u128::from(ONE.saturating_add(limit)) < u128::from(ONE) * u128::from(ONE)
        };
        match (is_above(low, self.resolution_ppm), is_below(high, self.resolution_ppm)) {
            (true, _) if is_above(median, self.margin_ppm) => Verdict::Slower,
            (true, _) => Verdict::SlightlySlower,
            (_, true) if is_below(median, self.margin_ppm) => Verdict::Faster,
            (_, true) => Verdict::SlightlyFaster,
            _ if is_below(low, self.margin_ppm) || is_above(high, self.margin_ppm) => Verdict::CannotTell,
            _ => Verdict::Same,
        }
    }

    /// What the rounds of a case say against those of its baseline. Rounds that only one of the two took are left out.
    pub fn compare(self, case: &[u64], baseline: &[u64]) -> Ratio {
        let pairs = || case.iter().zip(baseline);
        let times = estimate(pairs().filter_map(|(case, base)| ratio_ppm(*case, *base)).collect());
        let difference_ps = estimate(pairs().map(|(case, base)| difference(*case, *base)).collect());
        let verdict = times.map_or(Verdict::CannotTell, |times| self.verdict(times));
        Ratio { verdict, times, difference_ps }
    }
}

impl Time {
    /// All figures that follow from the rounds. `baseline` is absent where the case is a baseline.
    pub fn derive(rounds_ps: Vec<u64>, baseline: Option<&[u64]>, rule: Rule) -> Self {
        let ratio = match baseline {
            None => Ratio { verdict: Verdict::Baseline, times: None, difference_ps: None },
            Some(baseline) => rule.compare(&rounds_ps, baseline),
        };
        let interval_ps = estimate(rounds_ps.clone()).map(|estimate| estimate.interval);
        Self { median_ps: median(&rounds_ps), interval_ps, rounds_ps, ratio }
    }
}

/// The median, rounded down between the two in the middle; 0 when there is no value.
pub fn median(values: &[u64]) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    middle(&sorted).unwrap_or(0)
}

/// The median and its 99 % interval; none with fewer than [`FEWEST_ROUNDS`] values.
fn estimate<T: Number>(mut values: Vec<T>) -> Option<Estimate<T>> {
    let outside = outside_on_each_side(values.len())?;
    values.sort_unstable();
    let interval = [values[outside], values[values.len() - 1 - outside]];
    Some(Estimate { median: middle(&values)?, interval })
}

fn middle<T: Number>(sorted: &[T]) -> Option<T> {
    let upper = *sorted.get(sorted.len() / 2)?;
    Some(if sorted.len().is_multiple_of(2) { T::between(sorted[sorted.len() / 2 - 1], upper) } else { upper })
}

/// How many of the sorted values lie outside of the interval on each side.
///
/// Of `count` values, each is below the true median with a probability of one half, so how many are is binomial.
fn outside_on_each_side(count: usize) -> Option<usize> {
    let mut probability = 0.5_f64.powi(i32::try_from(count).ok()?);
    let mut fewer = 0.0;
    let mut outside = None;
    for below in 0..count / 2 {
        fewer += probability;
        if 2.0 * fewer > MISSES {
            break;
        }
        outside = Some(below);
        probability *= (count - below) as f64 / (below + 1) as f64;
    }
    outside
}

/// What medians are made of.
trait Number: Copy + Ord {
    /// The middle of two, the first not the larger, rounded down.
    fn between(low: Self, high: Self) -> Self;
}

impl Number for u64 {
    fn between(low: Self, high: Self) -> Self {
        low + (high - low) / 2
    }
}

impl Number for i64 {
    fn between(low: Self, high: Self) -> Self {
        low.midpoint(high)
    }
}

fn difference(case: u64, baseline: u64) -> i64 {
    let difference = i128::from(case) - i128::from(baseline);
    i64::try_from(difference).unwrap_or(if difference < 0 { i64::MIN } else { i64::MAX })
}

fn ratio_ppm(case: u64, baseline: u64) -> Option<u64> {
    let ratio = (u128::from(case) * u128::from(ONE)).checked_div(u128::from(baseline))?;
    u64::try_from(ratio).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule::DEFAULT;

    fn around(middle: u64) -> Vec<u64> {
        (0..12).map(|round| middle + round % 4).collect()
    }

    #[test]
    fn medians_lie_between_the_two_in_the_middle() {
        assert_eq!(median(&[5, 1, 3]), 3);
        assert_eq!(median(&[40, 10, 20, 31]), 25);
        assert_eq!(median(&[]), 0);
        assert_eq!(median(&[u64::MAX, u64::MAX]), u64::MAX);
    }

    /// The first counts at which one more value on each side may be left out, of tables of the sign test at 1 %.
    #[test]
    fn intervals_are_those_of_the_sign_test() {
        let firsts: Vec<usize> = (0..4)
            .map(|outside| (0..60).find(|count| outside_on_each_side(*count) == Some(outside)).unwrap())
            .collect();
        assert_eq!(firsts, [8, 12, 15, 18]);
        assert_eq!(outside_on_each_side(7), None);
        assert_eq!(outside_on_each_side(32), Some(8));
    }

    #[test]
    fn an_estimate_is_within_its_own_interval() {
        for count in 8..64_u64 {
            let values: Vec<u64> = (0..count).map(|index| index * index * 7919 % 1009).collect();
            let Estimate { median, interval: [low, high] } = estimate(values).unwrap();
            assert!(low <= median && median <= high, "{count}: {low} {median} {high}");
        }
    }

    #[test]
    fn words_follow_from_interval_margin_and_resolution() {
        let of = |median, low, high| RULE.verdict(Estimate { median, interval: [low, high] });
        assert_eq!(of(1_000_000, 990_000, 1_010_000), Verdict::Same);
        assert_eq!(of(1_002_000, 1_001_000, 1_004_000), Verdict::Same);
        assert_eq!(of(1_010_000, 1_006_000, 1_020_000), Verdict::SlightlySlower);
        assert_eq!(of(990_000, 980_000, 994_000), Verdict::SlightlyFaster);
        assert_eq!(of(5_100_000, 5_000_000, 6_000_000), Verdict::Slower);
        assert_eq!(of(1_040_000, 1_010_000, 1_600_000), Verdict::Slower);
        assert_eq!(of(600_000, 540_000, 940_000), Verdict::Faster);
        assert_eq!(of(1_200_000, 1_000_000, 1_600_000), Verdict::CannotTell);
        assert_eq!(of(1_000_000, 960_000, 1_000_000), Verdict::CannotTell);
    }

    #[test]
    fn a_comparison_is_of_ratios_within_a_round() {
        // A neighbour that slows both sides of a round down changes nothing.
        let base: Vec<u64> = (0..12).map(|round| 10_000 * (1 + round % 3)).collect();
        let case: Vec<u64> = base.iter().map(|time| time * 3 / 2).collect();
        let ratio = RULE.compare(&case, &base);
        assert_eq!(ratio.verdict, Verdict::Slower);
        assert_eq!(ratio.times.unwrap().interval, [1_500_000, 1_500_000]);
        assert_eq!(ratio.difference_ps.unwrap().median, 10_000);
        let same = RULE.compare(&around(100_000), &around(100_000));
        assert_eq!((same.verdict, same.difference_ps.unwrap().median), (Verdict::Same, 0));
    }

    #[test]
    fn nothing_is_said_of_few_rounds() {
        let ratio = RULE.compare(&[3; 7], &[1; 7]);
        assert_eq!((ratio.verdict, ratio.times), (Verdict::CannotTell, None));
        let time = Time::derive(vec![3; 7], None, RULE);
        assert_eq!((time.median_ps, time.interval_ps), (3, None));
    }

    #[test]
    fn no_rounds_are_too_large_or_too_small_to_judge() {
        let (none, most) = ([0; 12], [u64::MAX; 12]);
        assert_eq!(RULE.compare(&most, &none).verdict, Verdict::CannotTell);
        assert_eq!(RULE.compare(&none, &most).verdict, Verdict::Faster);
        assert_eq!(RULE.compare(&most, &none).difference_ps.unwrap().median, i64::MAX);
        let widest = Rule { margin_ppm: u64::MAX, resolution_ppm: u64::MAX };
        for (rounds, baseline) in [(most, none), (none, none), (none, most), (most, most)] {
            Time::derive(rounds.to_vec(), Some(&baseline), widest);
        }
    }

    #[test]
    fn rounds_that_the_case_did_not_take_are_left_out() {
        let mut base = around(100_000);
        base.extend([50_000; 6]);
        assert_eq!(Time::derive(around(100_000), Some(&base), RULE).ratio.verdict, Verdict::Same);
    }
}
