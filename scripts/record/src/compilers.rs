//! Which counts does another compiler change?
//!
//! The figures of a record hold for the compiler that the workspace pins. Here is what others, older or newer, make of the same cases: only what differs
//! is kept, so that a file of a chapter without differences says with which compilers it was tried.

use crate::{Body, CountReport, Exact, Kind, Outcome, Profile, Record, Sealed};
use serde::{Deserialize, Serialize};

/// The result of `cargo workbook compilers` for one experiment, with provenance.
pub type CompilerChanges = Sealed<Compilers>;

/// What other compilers make of the cases of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compilers {
    /// One entry a compiler, in the order in which they were named.
    pub compilers: Vec<Tried>,
}

/// The cases as one compiler builds them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    /// The first line of `rustc -vV`.
    pub rustc: String,
    /// What differs, or why it is not known: the chapter may not compile.
    pub changes: Outcome<Changes>,
}

/// What differs from the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// How many counts were compared: each case in both builds.
    pub compared: u64,
    /// Those that are others, in the order of the record.
    pub changed: Vec<Change>,
}

/// A count that is another one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The case's id.
    pub case: String,
    /// The build.
    pub profile: Profile,
    /// What the record has.
    pub recorded: Exact,
    /// What was counted, or why nothing was.
    pub counted: Outcome<Exact>,
    /// Instructions of a call outside of the allocator, lowest and highest: those that are kept, and those counted of this compiler's code. Only of
    /// release, and where both are there.
    pub instructions: Option<[[u64; 2]; 2]>,
}

impl Changes {
    /// What the reports of a chapter's programs, in debug and in release, have otherwise than its record. A case that one of the two lacks is not compared.
    pub fn between(record: &Record, reports: [&CountReport; 2]) -> Self {
        let mut changes = Self::default();
        for (profile, report) in Profile::ALL.into_iter().zip(reports) {
            for case in &record.cases {
                let recorded = match profile {
                    Profile::Debug => &case.debug,
                    Profile::Release => &case.release,
                };
                let counted = report.cases.iter().find(|counted| counted.id() == case.id());
                let (Some(recorded), Some(counted)) = (recorded.measured(), counted) else { continue };
                changes.compared += 1;
                if counted.figures.measured() != Some(recorded) {
                    let (recorded, counted) = (*recorded, counted.figures.clone());
                    changes.changed.push(Change { case: case.id(), profile, recorded, counted, instructions: None });
                }
            }
        }
        changes
    }
}

impl Compilers {
    /// The changes of a case in one build, with the compilers under which they were found.
    pub fn of<'a>(&'a self, case: &'a str, profile: Profile) -> impl Iterator<Item = (&'a str, &'a Change)> {
        self.compilers.iter().flat_map(move |tried| {
            let changed = tried.changes.measured().into_iter().flat_map(|changes| &changes.changed);
            changed
                .filter(move |change| change.case == case && change.profile == profile)
                .map(|change| (tried.rustc.as_str(), change))
        })
    }
}

impl Body for Compilers {
    const KIND: Kind = Kind::Compilers;
    const SCHEMA: u32 = 1;

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (index, tried) in self.compilers.iter().enumerate() {
            if self.compilers[..index].iter().any(|other| other.rustc == tried.rustc) {
                problems.push(format!("field `body.compilers`: `{}` is there twice", tried.rustc));
            }
            let Some(changes) = tried.changes.measured() else { continue };
            if changes.changed.len() as u64 > changes.compared {
                problems.push(format!("field `body.compilers`: `{}`: more changed than were compared", tried.rustc));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::fixture::record;
    use crate::{Case, CountedCase};

    fn report(record: &Record, profile: Profile) -> CountReport {
        let counted = |case: &Case| CountedCase {
            variant: case.variant.clone(),
            size: case.size,
            about: String::new(),
            baseline: String::new(),
            untimed: None,
            alone: false,
            figures: match profile {
                Profile::Debug => case.debug.clone(),
                Profile::Release => case.release.clone(),
            },
            expected: Outcome::NotMeasured(String::new()),
        };
        CountReport {
            experiment: record.experiment.clone(),
            question: String::new(),
            axis: None,
            profile: profile.to_string(),
            rustc: String::new(),
            opt_level: String::new(),
            cases: record.cases.iter().map(counted).collect(),
        }
    }

    #[test]
    fn another_count_is_a_change_and_an_equal_one_is_none() {
        let record = record();
        let [debug, mut release] = Profile::ALL.map(|profile| report(&record, profile));
        let same = Changes::between(&record, [&debug, &release]);
        assert!(same.changed.is_empty() && same.compared > 0, "{same:?}");
        let index = record.cases.iter().position(|case| case.release.measured().is_some()).unwrap();
        let recorded = *record.cases[index].release.measured().unwrap();
        let counted = Exact { requested_bytes: recorded.requested_bytes + 1, ..recorded };
        release.cases[index].figures = Outcome::Measured(counted);
        let changes = Changes::between(&record, [&debug, &release]);
        let [change] = &changes.changed[..] else { panic!("{changes:?}") };
        assert_eq!(
            (change.profile, change.recorded, &change.counted),
            (Profile::Release, recorded, &Outcome::Measured(counted))
        );
        let id = change.case.clone();
        let tried = Tried { rustc: "rustc 1.96.0".to_owned(), changes: Outcome::Measured(changes) };
        let compilers = Compilers { compilers: vec![tried.clone()] };
        assert_eq!(compilers.of(&id, Profile::Release).count(), 1);
        assert_eq!(compilers.of(&id, Profile::Debug).count(), 0);
        assert!(compilers.problems().is_empty());
        assert_eq!(Compilers { compilers: vec![tried.clone(), tried] }.problems().len(), 1);
    }
}
