//! How often is the method wrong on this machine?
//!
//! A calibration compares the same code with itself (a difference found is a false alarm) and with itself slowed down by a
//! known amount (a difference not found is a miss), in the same way as `measure` compares a case with its baseline. All rounds are
//! kept. The first half of the comparisons of equal code sets the rule's resolution; the rest are held out: the rule is judged by
//! them. Beside it, two habits are judged by pairs of criterion's runs of equal code: criterion's own change detection, and a fixed
//! threshold of 5 % on the mean.

use crate::{Body, Kind, Method, Ratio, Rule, Sealed, Verdict};
use serde::{Deserialize, Serialize};

/// The result of `cargo workbook measure --calibrate`, with provenance.
pub type Calibration = Sealed<Trials>;

/// What the trials gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trials {
    /// How each trial was measured. Its rule is [`rule`] of the conditions.
    pub method: Method,
    /// One entry a condition, such as a machine left alone or one with a busy neighbour.
    pub conditions: Vec<Condition>,
}

/// What was measured under one condition of the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// `as found` or `busy neighbour`.
    pub name: String,
    /// The comparisons.
    pub trials: Vec<Trial>,
    /// What two habits say of equal code.
    pub habits: Habits,
}

/// One comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// The function that is compared with itself.
    pub function: String,
    /// The slowdown injected into the second side, in per cent of the work; 0 for the same code twice.
    pub injected_percent: u64,
    /// Whether it is judged by the rule that the others set.
    pub is_held_out: bool,
    /// The rounds of both sides, in picoseconds.
    pub rounds_ps: [Vec<u64>; 2],
}

/// Pairs of criterion's runs of equal code, one right after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habits {
    /// How many there were.
    pub pairs: u64,
    /// Pairs of which criterion called the second regressed or improved.
    pub criterion_called_different: u64,
    /// Pairs whose means differ by more than 5 %.
    pub fixed_called_different: u64,
}

/// What the rule says of the trials with one injected slowdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// The slowdown injected, in per cent.
    pub injected_percent: u64,
    /// Comparisons made.
    pub trials: u64,
    /// Called slower.
    pub slower: u64,
    /// Called slightly slower.
    pub slightly_slower: u64,
    /// Called faster or slightly faster.
    pub faster: u64,
    /// Called the same.
    pub same: u64,
    /// Nothing could be told.
    pub cannot_tell: u64,
    /// Rounds used, over all trials.
    pub rounds: u64,
}

impl Trial {
    /// What a rule says of it.
    pub fn judged(&self, rule: Rule) -> Ratio {
        let [base, slowed] = &self.rounds_ps;
        rule.compare(slowed, base)
    }
}

impl Condition {
    /// What a rule says of the trials that were held out, by slowdown.
    pub fn levels(&self, rule: Rule) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::new();
        for trial in self.trials.iter().filter(|trial| trial.is_held_out) {
            let injected_percent = trial.injected_percent;
            if !levels.iter().any(|level| level.injected_percent == injected_percent) {
                levels.push(Level { injected_percent, ..Level::default() });
            }
            for level in levels.iter_mut().filter(|level| level.injected_percent == injected_percent) {
                level.trials += 1;
                level.rounds += trial.rounds_ps[0].len() as u64;
                match trial.judged(rule).verdict {
                    Verdict::Slower => level.slower += 1,
                    Verdict::SlightlySlower => level.slightly_slower += 1,
                    Verdict::Faster | Verdict::SlightlyFaster => level.faster += 1,
                    Verdict::Same | Verdict::Baseline => level.same += 1,
                    Verdict::CannotTell => level.cannot_tell += 1,
                }
            }
        }
        levels.sort_by_key(|level| level.injected_percent);
        levels
    }
}

/// The rule with the resolution that the trials set: 0.5 %, or the farthest from 1 that the near end of an interval between equal code lies,
/// whichever is more. Trials that are held out set nothing.
pub fn rule(conditions: &[Condition]) -> Rule {
    let setting = conditions
        .iter()
        .flat_map(|condition| &condition.trials)
        .filter(|trial| trial.injected_percent == 0 && !trial.is_held_out);
    let distances = setting.filter_map(|trial| {
        let [low, high] = trial.judged(Rule::DEFAULT).times?.interval;
        let one = 1_000_000_u64;
        let below = (one * one).checked_div(high.max(1))?.saturating_sub(one);
        Some(low.saturating_sub(one).max(below))
    });
    let resolution_ppm = distances.max().unwrap_or(0).max(Rule::DEFAULT.resolution_ppm);
    Rule { resolution_ppm, ..Rule::DEFAULT }
}

impl Body for Trials {
    const KIND: Kind = Kind::Calibration;
    const SCHEMA: u32 = 3;

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for condition in &self.conditions {
            let Habits { pairs, criterion_called_different, fixed_called_different } = condition.habits;
            if criterion_called_different.max(fixed_called_different) > pairs {
                problems.push(format!(
                    "condition `{}`: field `habits`: more pairs were called different than there are in `pairs`",
                    condition.name
                ));
            }
        }
        let (kept, given) = (self.method.rule, rule(&self.conditions));
        if kept != given {
            problems.push(format!(
                "field `rule`: its resolution is {} millionths, and fields `rounds_ps` give {}",
                kept.resolution_ppm, given.resolution_ppm
            ));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(injected_percent: u64, is_held_out: bool, ratio_ppm: u64) -> Trial {
        let base: Vec<u64> = (0..16).map(|round| 1_000_000 + 1_000 * (round % 5)).collect();
        let slowed = base.iter().map(|base| base * ratio_ppm / 1_000_000).collect();
        Trial { function: "hash".to_owned(), injected_percent, is_held_out, rounds_ps: [base, slowed] }
    }

    fn condition(trials: Vec<Trial>) -> Condition {
        Condition { name: "as found".to_owned(), trials, habits: Habits::default() }
    }

    #[test]
    fn only_trials_that_are_not_held_out_set_the_resolution() {
        assert_eq!(rule(&[condition(vec![trial(0, false, 1_001_000)])]), Rule::DEFAULT);
        let conditions =
            [condition(vec![trial(0, false, 1_012_000), trial(0, true, 1_500_000), trial(10, true, 1_100_000)])];
        assert_eq!(rule(&conditions).resolution_ppm, 12_000);
        assert_eq!(rule(&[condition(vec![trial(0, false, 980_000)])]).resolution_ppm, 20_408);
    }

    #[test]
    fn levels_count_what_the_rule_says_of_the_trials_held_out() {
        let trials = vec![
            trial(0, false, 2_000_000),
            trial(10, true, 1_100_000),
            trial(0, true, 1_001_000),
            trial(0, true, 1_020_000),
            trial(0, true, 900_000),
        ];
        let levels = condition(trials).levels(Rule::DEFAULT);
        let equal = Level { trials: 3, slightly_slower: 1, faster: 1, same: 1, rounds: 48, ..Level::default() };
        let slowed = Level { injected_percent: 10, trials: 1, slower: 1, rounds: 16, ..Level::default() };
        assert_eq!(levels, [equal, slowed]);
    }

    #[test]
    fn a_rule_that_the_rounds_do_not_give_and_a_part_above_its_whole_are_problems() {
        let method = Method {
            max_rounds: 40,
            slice_us: 1,
            slices: 1,
            is_relinked: true,
            rule: Rule { resolution_ppm: 12_000, ..Rule::DEFAULT },
            rule_from: String::new(),
        };
        let mut trials = Trials { method, conditions: vec![condition(vec![trial(0, false, 1_012_000)])] };
        assert_eq!(trials.problems(), [""; 0]);
        trials.method.rule = Rule::DEFAULT;
        trials.conditions[0].habits.fixed_called_different = 1;
        assert_eq!(
            trials.problems(),
            [
                "condition `as found`: field `habits`: more pairs were called different than there are in `pairs`",
                "field `rule`: its resolution is 5000 millionths, and fields `rounds_ps` give 12000"
            ]
        );
    }
}
