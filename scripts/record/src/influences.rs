//! What moves a time besides the code that is timed?
//!
//! The functions of the calibration are timed in the same rounds under several settings, of the compiler, of the C library's allocator and of
//! the method itself, one setting after the other, each round with the functions linked in the same other order under all of them. What a
//! setting takes away of the differences between the rounds, it was the cause of.

use crate::{Body, Kind, Method, Sealed};
use serde::{Deserialize, Serialize};

/// What was kept of the trials, with provenance.
pub type InfluencesRecord = Sealed<Influences>;

/// The times of the functions under each setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Influences {
    /// How each round was taken, where the setting changes nothing of it.
    pub method: Method,
    /// The functions, by the names of their cases.
    pub functions: Vec<String>,
    /// What was tried; the first changes nothing.
    pub settings: Vec<Setting>,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// In a few words.
    pub name: String,
    /// The flag or the variable that sets it; empty for the method as it is.
    pub how: String,
    /// The rounds of each function, in picoseconds.
    pub rounds_ps: Vec<Vec<u64>>,
}

/// What rounds look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The median, in picoseconds.
    pub median_ps: u64,
    /// The two ends of the middle half, in picoseconds.
    pub middle_half_ps: [u64; 2],
}

impl Spread {
    /// Of these rounds; none of fewer than four.
    pub fn of(rounds_ps: &[u64]) -> Option<Self> {
        let mut sorted = rounds_ps.to_vec();
        sorted.sort_unstable();
        let quarter = sorted.len() / 4;
        let (low, high) = (sorted.get(quarter)?, sorted.get(sorted.len() - 1 - quarter)?);
        (quarter > 0).then_some(Self { median_ps: crate::median(&sorted), middle_half_ps: [*low, *high] })
    }

    /// How wide the middle half is, in thousandths of the median.
    pub fn per_mille(&self) -> u64 {
        let [low, high] = self.middle_half_ps;
        (high - low).saturating_mul(1000).checked_div(self.median_ps).unwrap_or(0)
    }
}

impl Body for Influences {
    const KIND: Kind = Kind::Influences;
    const SCHEMA: u32 = 1;

    fn problems(&self) -> Vec<String> {
        let rounds = self.settings.first().and_then(|setting| setting.rounds_ps.first()).map_or(0, Vec::len);
        let mut problems = Vec::new();
        for Setting { name, rounds_ps, .. } in &self.settings {
            if rounds_ps.len() != self.functions.len() || rounds_ps.iter().any(|of| of.len() != rounds) {
                problems.push(format!(
                    "setting `{name}`: field `rounds_ps`: it must have {rounds} rounds of each of the {} in `functions`",
                    self.functions.len()
                ));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixture::record;

    #[test]
    fn the_middle_half_leaves_a_quarter_on_each_side() {
        let spread = Spread::of(&[100, 400, 110, 120, 130, 1, 140, 125]).unwrap();
        assert_eq!(spread, Spread { median_ps: 122, middle_half_ps: [110, 130] });
        assert_eq!(spread.per_mille(), 163);
        assert_eq!(Spread::of(&[1, 2, 3]), None);
    }

    #[test]
    fn rounds_that_are_missing_are_a_problem() {
        let setting = |name: &str, rounds_ps| Setting { name: name.to_owned(), how: String::new(), rounds_ps };
        let mut influences = Influences {
            method: record().body.method.unwrap(),
            functions: vec!["hash".to_owned()],
            settings: vec![setting("as it is", vec![vec![1; 4]]), setting("loops aligned", vec![vec![1; 4]])],
        };
        assert_eq!(influences.problems(), [""; 0]);
        influences.settings[1].rounds_ps[0].pop();
        let expected =
            "setting `loops aligned`: field `rounds_ps`: it must have 4 rounds of each of the 1 in `functions`";
        assert_eq!(influences.problems(), [expected]);
    }
}
