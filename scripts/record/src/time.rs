//! From rounds to a verdict.
//!
//! A round measures every case once, in turn; a cell is one short process that measures one case, and its value is the
//! fastest of its samples. Interference only ever adds time, so the low end of many cells is the part that repeats:
//! the *floor*. A floor counts as confirmed when the fifth fastest cell is within two per cent of the fastest;
//! until then nothing is said about the case. The rule was fixed before the data of any record was seen;
//! `cargo workbook measure --calibrate` measures how often it is wrong.

use serde::{Deserialize, Serialize};

/// How many of the fastest cells must agree before a floor is confirmed.
pub const CONFIRMING_ROUNDS: usize = 5;
/// How far the slowest of those may be above the fastest, in millionths.
pub const FLOOR_TOLERANCE_PPM: u64 = 20_000;
/// No floor is confirmed before this round.
pub const FIRST_CHECK: usize = 10;

/// The measured figures of one case: picoseconds per call, release profile. Never asserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// One value a round, in the order in which they were measured: the fastest sample of that round's process.
    pub rounds_ps: Vec<u64>,
    /// The median of the rounds.
    pub median_ps: u64,
    /// The lower and upper quartile of the rounds.
    pub quartiles_ps: [u64; 2],
    /// The third fastest round, where the floor is confirmed.
    pub floor_ps: Option<u64>,
    /// The case against its baseline, both measured in the same rounds.
    pub ratio: Ratio,
}

/// A case's time over its baseline's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// What may be said.
    pub verdict: Verdict,
    /// Floor over floor, in millionths; absent unless both floors are confirmed.
    pub floor_ppm: Option<u64>,
    /// The quartiles of the ratios of the single rounds, in millionths; absent for a baseline.
    pub spread_ppm: Option<[u64; 2]>,
}

/// What may be said about a case's time against its baseline's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The case is a baseline.
    Baseline,
    /// No difference beyond the threshold.
    Same,
    /// Slower than the baseline, by more than the threshold.
    Slower,
    /// Faster than the baseline, by more than the threshold.
    Faster,
    /// A floor is not confirmed: the machine was too noisy, or the rounds too few.
    Inconclusive,
}

impl Time {
    /// All figures that follow from the rounds. `baseline` is absent where the case is a baseline.
    ///
    /// Where the baseline took more rounds than the case, the rounds after the case's last are left out of the ratio.
    pub fn derive(rounds_ps: Vec<u64>, baseline: Option<&[u64]>, threshold_ppm: u64) -> Self {
        let [q1, median, q3] = quartiles(&rounds_ps);
        let floor_ps = floor(&rounds_ps);
        let ratio = match baseline {
            None => Ratio { verdict: Verdict::Baseline, floor_ppm: floor_ps.map(|_| 1_000_000), spread_ppm: None },
            Some(baseline) => {
                let baseline = &baseline[..baseline.len().min(rounds_ps.len())];
                let pairs: Vec<u64> =
                    rounds_ps.iter().zip(baseline).filter_map(|(case, base)| ratio_ppm(*case, *base)).collect();
                let [low, _, high] = quartiles(&pairs);
                let (verdict, floor_ppm) = verdict(&rounds_ps, baseline, threshold_ppm);
                Ratio { verdict, floor_ppm, spread_ppm: (!pairs.is_empty()).then_some([low, high]) }
            }
        };
        Self { rounds_ps, median_ps: median, quartiles_ps: [q1, q3], floor_ps, ratio }
    }
}

/// The third fastest of the rounds, where the floor is confirmed.
pub fn floor(rounds: &[u64]) -> Option<u64> {
    confirmed(rounds).map(|sorted| sorted[2])
}

/// What may be said of `case` against `baseline`, and floor over floor in millionths.
///
/// `Slower` needs the ratio above `1 + threshold` and the case's fastest cell above the baseline's fifth;
/// `Faster` is the mirror image.
pub fn verdict(case: &[u64], baseline: &[u64], threshold_ppm: u64) -> (Verdict, Option<u64>) {
    let (Some(case), Some(baseline)) = (confirmed(case), confirmed(baseline)) else {
        return (Verdict::Inconclusive, None);
    };
    let Some(ratio) = ratio_ppm(case[2], baseline[2]) else { return (Verdict::Inconclusive, None) };
    let one = 1_000_000_u128;
    let slower = u128::from(ratio) > one + u128::from(threshold_ppm) && case[0] > baseline[CONFIRMING_ROUNDS - 1];
    let faster = u128::from(ratio).saturating_mul(one + u128::from(threshold_ppm)) < one * one
        && case[CONFIRMING_ROUNDS - 1] < baseline[0];
    let verdict = if slower {
        Verdict::Slower
    } else if faster {
        Verdict::Faster
    } else {
        Verdict::Same
    };
    (verdict, Some(ratio))
}

/// Lower quartile, median and upper quartile, by linear interpolation; zeros when there is no value.
pub fn quartiles(values: &[u64]) -> [u64; 3] {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    [1, 2, 3].map(|quarter| {
        let Some(last) = sorted.len().checked_sub(1) else { return 0 };
        let position = last * quarter;
        let (index, rest) = (position / 4, (position % 4) as u32);
        let low = sorted[index];
        let high = sorted[(index + 1).min(last)];
        low + (u128::from(high - low) * u128::from(rest) / 4) as u64
    })
}

fn confirmed(rounds: &[u64]) -> Option<Vec<u64>> {
    if rounds.len() < FIRST_CHECK {
        return None;
    }
    let mut sorted = rounds.to_vec();
    sorted.sort_unstable();
    let limit = u128::from(sorted[0]) * u128::from(1_000_000 + FLOOR_TOLERANCE_PPM);
    (u128::from(sorted[CONFIRMING_ROUNDS - 1]) * 1_000_000 <= limit).then_some(sorted)
}

fn ratio_ppm(case: u64, baseline: u64) -> Option<u64> {
    let ratio = (u128::from(case) * 1_000_000).checked_div(u128::from(baseline))?;
    u64::try_from(ratio).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const THRESHOLD: u64 = 30_000;

    fn calm(floor: u64) -> Vec<u64> {
        (0..12).map(|round| floor + round % 4).collect()
    }

    #[test]
    fn quartiles_interpolate() {
        assert_eq!(quartiles(&[1, 2, 3, 4, 5]), [2, 3, 4]);
        assert_eq!(quartiles(&[40, 10]), [17, 25, 32]);
        assert_eq!(quartiles(&[7]), [7, 7, 7]);
        assert_eq!(quartiles(&[]), [0, 0, 0]);
    }

    #[test]
    fn a_floor_needs_ten_rounds_and_five_that_agree() {
        assert_eq!(floor(&calm(10_000)), Some(10_000));
        assert_eq!(floor(&calm(10_000)[..9]), None);
        let mut noisy = vec![20_000; 12];
        noisy[..4].fill(10_000);
        assert_eq!(floor(&noisy), None);
        noisy[4] = 10_200;
        assert_eq!(floor(&noisy), Some(10_000));
        noisy[4] = 10_201;
        assert_eq!(floor(&noisy), None);
    }

    #[test]
    fn verdicts_follow_the_threshold() {
        let base = calm(100_000);
        assert_eq!(verdict(&calm(100_000), &base, THRESHOLD).0, Verdict::Same);
        assert_eq!(verdict(&calm(102_900), &base, THRESHOLD).0, Verdict::Same);
        assert_eq!(verdict(&calm(103_200), &base, THRESHOLD), (Verdict::Slower, Some(1_032_000)));
        assert_eq!(verdict(&calm(96_000), &base, THRESHOLD), (Verdict::Faster, Some(960_000)));
    }

    #[test]
    fn nothing_is_said_when_a_floor_is_not_confirmed() {
        let noisy: Vec<u64> = (0..12).map(|round| 100_000 + 9_000 * round).collect();
        assert_eq!(verdict(&noisy, &calm(100_000), THRESHOLD), (Verdict::Inconclusive, None));
        assert_eq!(verdict(&calm(100_000), &noisy, THRESHOLD), (Verdict::Inconclusive, None));
    }

    #[test]
    fn no_rounds_are_too_large_or_too_small_to_judge() {
        let (none, most) = ([0; 12], [u64::MAX; 12]);
        let mixed: Vec<u64> = (0..12).map(|round| if round % 2 == 0 { 0 } else { u64::MAX }).collect();
        assert_eq!(quartiles(&[0, u64::MAX]), [u64::MAX / 4, u64::MAX / 2, u64::MAX / 4 * 3 + 2]);
        assert_eq!(verdict(&most, &none, THRESHOLD), (Verdict::Inconclusive, None));
        assert_eq!(verdict(&none, &most, THRESHOLD), (Verdict::Faster, Some(0)));
        let largest_ratio = verdict(&[u64::MAX / 1_000_000; 12], &[1; 12], u64::MAX);
        assert_eq!(largest_ratio, (Verdict::Same, Some(u64::MAX / 1_000_000 * 1_000_000)));
        for (rounds, baseline) in [(&mixed[..], &most[..]), (&most, &mixed), (&none, &none)] {
            Time::derive(rounds.to_vec(), Some(baseline), u64::MAX);
        }
    }

    #[test]
    fn rounds_the_case_did_not_take_are_left_out() {
        let mut base = calm(100_000);
        base.extend([50_000; 6]);
        let time = Time::derive(calm(100_000), Some(&base), THRESHOLD);
        assert_eq!(time.ratio.verdict, Verdict::Same);
    }
}
