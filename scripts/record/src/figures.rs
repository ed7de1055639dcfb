//! The record of an experiment: counts, times and findings, case by case.

use crate::program::LEFT_OUT;
use crate::report::{Axis, CountReport, Finding};
use crate::{Body, Exact, Kind, Method, Outcome, Profile, Rule, Sealed, Time, case_id};
use serde::{Deserialize, Serialize};

/// The figures of one experiment on one machine, with provenance.
pub type Record = Sealed<Figures>;

/// What was measured of an experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    /// The question the experiment answers.
    pub question: String,
    /// What the size of a case means, where the experiment has sizes.
    pub axis: Option<Axis>,
    /// How the times were measured; absent when the record holds counts only.
    pub method: Option<Method>,
    /// One entry a case, in the order of the declaration.
    pub cases: Vec<Case>,
    /// Facts that are neither a count nor a time of a case.
    pub findings: Vec<Finding>,
}

/// One variant at one size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The variant's name.
    pub variant: String,
    /// The size, in the unit of the record's axis.
    pub size: Option<u64>,
    /// What the variant does, in a few words.
    pub about: String,
    /// The id of the case this one's time is compared with; its own id where it is a baseline.
    pub baseline: String,
    /// The exact figures at opt-level 0.
    pub debug: Outcome<Exact>,
    /// The exact figures in the release profile.
    pub release: Outcome<Exact>,
    /// The measured figures, release profile.
    pub time: Outcome<Time>,
}

impl Case {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }

    /// The exact figures in one of the profiles.
    pub fn counts(&self, profile: Profile) -> &Outcome<Exact> {
        match profile {
            Profile::Debug => &self.debug,
            Profile::Release => &self.release,
        }
    }
}

impl Body for Figures {
    const KIND: Kind = Kind::Record;
    const SCHEMA: u32 = 3;

    fn problems(&self) -> Vec<String> {
        let underived = self.underived_times().into_iter();
        underived
            .map(|case| format!("case `{case}`: field `time` does not follow from its field `rounds_ps`"))
            .collect()
    }
}

impl Figures {
    /// The case with this id.
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id() == id)
    }

    /// The finding with this key.
    pub fn finding(&self, key: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.key == key)
    }

    /// The ids of the cases whose stored median, interval or ratio do not follow from the rounds stored beside them.
    pub fn underived_times(&self) -> Vec<String> {
        let rule = self.method.as_ref().map_or(Rule::DEFAULT, |method| method.rule);
        self.cases
            .iter()
            .filter(|case| {
                let Outcome::Measured(time) = &case.time else { return false };
                // A baseline that was not measured has no rounds; the case is not a baseline for that.
                let baseline = self.case(&case.baseline).and_then(|base| base.time.measured());
                let baseline = baseline.map_or(&[][..], |base| &base.rounds_ps);
                let rounds = (case.baseline != case.id()).then_some(baseline);
                *time != Time::derive(time.rounds_ps.clone(), rounds, rule)
            })
            .map(Case::id)
            .collect()
    }

    /// In what the counts differ from those made now in both profiles, one sentence a case and profile. `compiler` is the record's.
    pub fn count_differences(&self, compiler: &str, debug: &CountReport, release: &CountReport) -> Vec<String> {
        let mut differences = Vec::new();
        for (profile, report) in [(Profile::Debug, debug), (Profile::Release, release)] {
            let now = report.rustc.split("; ").next().unwrap_or_default();
            let compilers = if compiler == now { now.to_owned() } else { format!("{compiler} then, {now} now") };
            for counted in &report.cases {
                let id = counted.id();
                let Some(case) = self.case(&id) else {
                    differences.push(format!("case `{id}`: declared, and not in the record"));
                    continue;
                };
                let difference = count_difference(case.counts(profile), &counted.figures);
                differences
                    .extend(difference.map(|difference| format!("case `{id}`, {profile}: {difference} ({compilers})")));
            }
        }
        let is_declared = |id: &str| release.cases.iter().any(|counted| counted.id() == id);
        let gone = self.cases.iter().map(Case::id).filter(|id| !is_declared(id));
        differences.extend(gone.map(|id| format!("case `{id}`: in the record, and no longer declared")));
        // Both profiles lack the same cases.
        differences.dedup();
        differences
    }

    /// In what the findings differ from those established now, one sentence a finding. Those that are not exact need only be there.
    pub fn finding_differences(&self, now: &[Finding]) -> Vec<String> {
        let mut differences = Vec::new();
        for now in now {
            let key = &now.key;
            let value = match &now.value {
                Outcome::Measured(value) => value,
                Outcome::NotMeasured(reason) if reason == LEFT_OUT => {
                    if self.finding(key).is_none() {
                        differences.push(format!("finding `{key}`: declared now, and not in the record"));
                    }
                    continue;
                }
                Outcome::Failed(error) => {
                    differences.push(format!("finding `{key}`: failed now: {error}"));
                    continue;
                }
                Outcome::NotMeasured(reason) => {
                    differences.push(format!("finding `{key}`: cannot be compared: {reason}"));
                    continue;
                }
            };
            match self.finding(key).map(|then| &then.value) {
                None => differences.push(format!("finding `{key}`: established now, and not in the record")),
                Some(Outcome::Measured(then)) if now.exact && then != value => {
                    differences.push(format!("finding `{key}`: {then} recorded, {value} now"));
                }
                Some(Outcome::Measured(_)) => {}
                Some(Outcome::Failed(reason) | Outcome::NotMeasured(reason)) => {
                    differences.push(format!("finding `{key}`: the record has no value ({reason}), it is {value} now"));
                }
            }
        }
        let gone = self.findings.iter().filter(|then| !now.iter().any(|now| now.key == then.key));
        differences
            .extend(gone.map(|then| format!("finding `{}`: in the record, and no longer established", then.key)));
        differences
    }
}

fn count_difference(recorded: &Outcome<Exact>, measured: &Outcome<Exact>) -> Option<String> {
    match (recorded, measured) {
        (Outcome::Measured(recorded), Outcome::Measured(measured)) => {
            let differing: Vec<String> = recorded
                .differing(measured)
                .map(|(name, recorded, measured)| format!("{name} {recorded} recorded, {measured} now"))
                .collect();
            (!differing.is_empty()).then(|| differing.join(", "))
        }
        (recorded, Outcome::Failed(error)) => Some(format!("{} in the record, failed now: {error}", word(recorded))),
        (recorded, measured) if recorded == measured => None,
        (recorded, measured) => Some(format!("{} in the record, {} now", word(recorded), word(measured))),
    }
}

fn word(outcome: &Outcome<Exact>) -> &'static str {
    match outcome {
        Outcome::Measured(_) => "measured",
        Outcome::Failed(_) => "failed",
        Outcome::NotMeasured(_) => "not measured",
    }
}
