//! How often is the method wrong on this machine?
//!
//! A calibration compares the same code with itself (a difference found is a false alarm) and with itself slowed down by a
//! known amount (a difference not found is a miss), under the method of `measure` and, on the very same runs, under two
//! habits: criterion's own change detection, and a fixed threshold of 5 % on the mean.

use crate::{Body, Kind, Method, Sealed};
use serde::{Deserialize, Serialize};

/// Thresholds do not go below this, in millionths: the smallest difference the method was designed to find.
pub const SMALLEST_THRESHOLD_PPM: u64 = 30_000;

/// The result of `cargo workbook measure --calibrate`, with provenance.
pub type Calibration = Sealed<Trials>;

/// What the trials gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trials {
    /// How each trial was measured.
    pub method: Method,
    /// One entry a condition, such as a machine left alone or one with a busy neighbour.
    pub conditions: Vec<Condition>,
    /// The threshold this calibration sets, in millionths: [`threshold`] of the conditions: 30 000, or the largest ratio seen between equal code, whichever is more.
    pub threshold_ppm: u64,
}

/// What was found under one condition of the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// `as found` or `busy neighbour`.
    pub name: String,
    /// What the trials gave at each injected slowdown, in the order 0, 2, 5 and 10 %.
    pub levels: Vec<Level>,
}

/// The trials at one injected slowdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The slowdown injected, in per cent of the work; 0 for the same code twice.
    pub injected_percent: u64,
    /// Comparisons made.
    pub trials: u64,
    /// Comparisons in which a floor was not confirmed.
    pub inconclusive: u64,
    /// Comparisons called slower or faster.
    pub called_different: u64,
    /// Of those, the ones called slower.
    pub called_slower: u64,
    /// The floor ratios of the comparisons with confirmed floors, in millionths.
    pub ratios_ppm: Vec<u64>,
    /// Rounds used, over all trials.
    pub rounds: u64,
    /// Single pairs of runs, each judged by the two habits below.
    pub pairs: u64,
    /// Pairs that criterion called regressed or improved.
    pub criterion_called_different: u64,
    /// Of those, the ones it called regressed.
    pub criterion_called_slower: u64,
    /// Pairs whose means differ by more than 5 %.
    pub fixed_called_different: u64,
    /// Of those, the ones with the second mean the higher.
    pub fixed_called_slower: u64,
}

/// 3 %, or the largest difference seen between equal code, whichever is more; in millionths.
pub fn threshold(conditions: &[Condition]) -> u64 {
    let equal = conditions.iter().flat_map(|condition| &condition.levels).filter(|level| level.injected_percent == 0);
    let differences = equal.flat_map(|level| &level.ratios_ppm).map(|ratio| ratio.abs_diff(1_000_000));
    differences.max().unwrap_or(0).max(SMALLEST_THRESHOLD_PPM)
}

impl Level {
    /// The first count that is more than what it is a part of: name, and the name of the whole.
    fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        let parts = [
            (self.inconclusive, "inconclusive", self.trials, "trials"),
            (self.called_different, "called_different", self.trials, "trials"),
            (self.called_slower, "called_slower", self.called_different, "called_different"),
            (self.criterion_called_different, "criterion_called_different", self.pairs, "pairs"),
            (
                self.criterion_called_slower,
                "criterion_called_slower",
                self.criterion_called_different,
                "criterion_called_different",
            ),
            (self.fixed_called_different, "fixed_called_different", self.pairs, "pairs"),
            (self.fixed_called_slower, "fixed_called_slower", self.fixed_called_different, "fixed_called_different"),
        ];
        parts.into_iter().find(|(part, _, whole, _)| part > whole).map(|(_, part, _, whole)| (part, whole))
    }
}

impl Body for Trials {
    const KIND: Kind = Kind::Calibration;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for condition in &self.conditions {
            for level in &condition.levels {
                if let Some((part, whole)) = level.contradiction() {
                    let (name, injected) = (&condition.name, level.injected_percent);
                    problems.push(format!(
                        "condition `{name}`, +{injected} %: field `{part}` is more than field `{whole}`"
                    ));
                }
            }
        }
        let threshold = threshold(&self.conditions);
        if threshold != self.threshold_ppm {
            problems.push(format!(
                "field `threshold_ppm` is {}, and fields `ratios_ppm` give {threshold}",
                self.threshold_ppm
            ));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(ratios: &[u64]) -> Condition {
        Condition {
            name: "as found".to_owned(),
            levels: vec![
                Level { trials: 2, ratios_ppm: ratios.to_vec(), ..Level::default() },
                Level { injected_percent: 10, ratios_ppm: vec![1_100_000], ..Level::default() },
            ],
        }
    }

    #[test]
    fn the_threshold_is_the_largest_difference_between_equal_code_but_at_least_the_smallest() {
        assert_eq!(threshold(&[condition(&[1_000_000, 990_000])]), SMALLEST_THRESHOLD_PPM);
        assert_eq!(threshold(&[condition(&[1_000_000]), condition(&[958_000])]), 42_000);
    }

    #[test]
    fn a_threshold_that_the_ratios_do_not_give_and_a_part_above_its_whole_are_problems() {
        let method = Method {
            max_rounds: 40,
            warm_up_us: 1,
            measurement_us: 1,
            samples: 1,
            threshold_ppm: 30_000,
            threshold_from: String::new(),
        };
        let mut trials = Trials { method, conditions: vec![condition(&[958_000])], threshold_ppm: 42_000 };
        assert_eq!(trials.problems(), [""; 0]);
        trials.threshold_ppm = 30_000;
        trials.conditions[0].levels[0].called_slower = 1;
        assert_eq!(
            trials.problems(),
            [
                "condition `as found`, +0 %: field `called_slower` is more than field `called_different`",
                "field `threshold_ppm` is 30000, and fields `ratios_ppm` give 42000"
            ]
        );
    }
}
