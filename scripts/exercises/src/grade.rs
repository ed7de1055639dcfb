//! What is a submission worth? First the rules, then the answers, then the budget, in debug and in release.

use crate::build::{Built, build};
use crate::rules::{Broken, broken};
use crate::run::run;
use crate::{Copy, Error, Exercise, Figure};
use grading::{Counted, Event};
use record::{Profile, Workspace};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A graded submission.
#[derive(Clone, Debug)]
pub struct Grade {
    /// The rules that its source breaks. Nothing is run then.
    pub broken: Vec<Broken>,
    /// What came of it in each build; the release build is left out when the debug build says enough.
    pub outcomes: Vec<(Profile, Outcome)>,
    /// What its code printed, the first lines.
    pub printed: Vec<String>,
    /// How long the fastest call of each label took in release, in nanoseconds; shown, never graded.
    pub times: BTreeMap<String, u64>,
    /// The programs that graded it.
    pub programs: BTreeMap<Profile, PathBuf>,
}

/// What came of a submission in one build.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The compiler's messages.
    DoesNotCompile(String),
    /// An answer is wrong, or the code panicked.
    Wrong {
        /// The label of the comparison.
        what: String,
        /// In a sentence without a full stop.
        why: String,
    },
    /// The program did not come to its end.
    Stopped {
        /// The label that it was at.
        what: String,
        /// In a sentence without a full stop.
        why: String,
    },
    /// Every answer is right; this is what the work asked for, by label.
    Counted(BTreeMap<String, Counted>),
}

/// A figure beside its budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The label of the work.
    pub of: String,
    /// What is counted.
    pub figure: Figure,
    /// What the submission asked for.
    pub yours: u64,
    /// What the exercise allows.
    pub budget: u64,
}

/// What is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// A figure is over its budget.
    Figure(Row),
    /// Bytes are still live when input and answer are gone.
    Kept {
        /// The label of the work.
        of: String,
        /// How many.
        bytes: i64,
    },
    /// Other threads asked for memory.
    Elsewhere {
        /// The label of the work.
        of: String,
    },
}

impl Grade {
    /// Whether it is accepted.
    pub fn is_accepted(&self, exercise: &Exercise) -> bool {
        self.broken.is_empty()
            && self.outcomes.len() == Profile::ALL.len()
            && self
                .outcomes
                .iter()
                .all(|(_, outcome)| matches!(outcome, Outcome::Counted(counted) if over(exercise, counted).is_empty()))
    }

    /// What was counted in a build, if it came so far.
    pub fn counted(&self, profile: Profile) -> Option<&BTreeMap<String, Counted>> {
        self.outcomes.iter().find_map(|(built, outcome)| match outcome {
            Outcome::Counted(counted) if *built == profile => Some(counted),
            _ => None,
        })
    }
}

/// The figures of a submission beside the budget, in the order of the declaration.
pub fn rows(exercise: &Exercise, counted: &BTreeMap<String, Counted>) -> Vec<Row> {
    let row = |of: &str, figure: Figure, budget: u64| {
        let yours = figure.of(counted.get(of)?);
        Some(Row { of: of.to_owned(), figure, yours, budget })
    };
    let budgets = exercise.declaration.budget.iter();
    budgets
        .flat_map(|budget| {
            budget.figures.set().filter_map(|(figure, most)| row(&budget.of, figure, most)).collect::<Vec<_>>()
        })
        .collect()
}

/// What is over the budget or against the rules in what was counted.
pub fn over(exercise: &Exercise, counted: &BTreeMap<String, Counted>) -> Vec<Over> {
    let may_keep = exercise.declaration.allows.contains(&crate::declaration::Allowance::Static);
    let mut over: Vec<Over> =
        rows(exercise, counted).into_iter().filter(|row| row.yours > row.budget).map(Over::Figure).collect();
    for (of, counts) in counted {
        if counts.kept_bytes > 0 && !may_keep {
            over.push(Over::Kept { of: of.clone(), bytes: counts.kept_bytes });
        }
        if counts.is_elsewhere {
            over.push(Over::Elsewhere { of: of.clone() });
        }
    }
    over
}

/// Grades a learner's copy. `coloured` is whether the compiler's messages have colours; random inputs follow from `seed`.
///
/// # Errors
///
/// When a file can't be read or written, or cargo fails for another reason than the code.
pub fn grade(
    workspace: &Workspace,
    exercise: &Exercise,
    copy: &Copy<'_>,
    seed: u64,
    coloured: bool,
) -> Result<Grade, Error> {
    let broken = broken(exercise, &copy.code())?;
    let mut grade =
        Grade { broken, outcomes: Vec::new(), printed: Vec::new(), times: BTreeMap::new(), programs: BTreeMap::new() };
    if !grade.broken.is_empty() {
        return Ok(grade);
    }
    let target = Copy::target(workspace);
    let built = std::thread::scope(|scope| {
        let builds = Profile::ALL.map(|profile| {
            let (directory, target) = ((copy.directory(), exercise.name.as_str()), &target);
            scope.spawn(move || build(workspace, directory, target, ["--test", "grade"], profile, coloured))
        });
        builds.map(|build| {
            build.join().unwrap_or_else(|_| Err(Error::Cargo { status: "a panic".to_owned(), messages: String::new() }))
        })
    });
    for (profile, built) in Profile::ALL.into_iter().zip(built) {
        let outcome = match built? {
            Built::DoesNotCompile(messages) => Outcome::DoesNotCompile(messages),
            Built::Programs(mut programs) => {
                let program = programs.remove("grade").ok_or_else(|| no_program(copy.directory()))?;
                let outcome = examine(&program, &[], seed, &mut grade.printed)?;
                if profile == Profile::Release && matches!(outcome, Outcome::Counted(_)) {
                    grade.times = times(&program)?;
                }
                grade.programs.insert(profile, program);
                outcome
            }
        };
        let goes_on = matches!(outcome, Outcome::Counted(_));
        grade.outcomes.push((profile, outcome));
        if !goes_on {
            break;
        }
    }
    Ok(grade)
}

fn no_program(directory: &Path) -> Error {
    Error::malformed(directory.join("Cargo.toml"), "cargo built no program called `grade` of it")
}

/// Compares the answers and counts, with the program that `before` tells which submission is meant.
pub(crate) fn examine(program: &Path, before: &[&str], seed: u64, printed: &mut Vec<String>) -> Result<Outcome, Error> {
    let seed = seed.to_string();
    let compared = run(program, &[before, &["compare", &seed]].concat())?;
    *printed = compared.printed;
    if let Some(outcome) = failure(&compared.events, compared.stopped) {
        return Ok(outcome);
    }
    let counted = run(program, &[before, &["count"]].concat())?;
    if let Some(outcome) = failure(&counted.events, counted.stopped) {
        return Ok(outcome);
    }
    let counts = counted.events.into_iter().filter_map(|event| match event {
        Event::Counted { what, counts } => Some((what, counts)),
        _ => None,
    });
    Ok(Outcome::Counted(counts.collect()))
}

fn failure(events: &[Event], stopped: Option<String>) -> Option<Outcome> {
    for event in events {
        if let Event::Wrong { what, why } = event {
            return Some(Outcome::Wrong { what: what.clone(), why: why.clone() });
        }
    }
    let last = events.iter().rev().find_map(|event| match event {
        Event::Began { what } => Some(what.clone()),
        _ => None,
    });
    stopped.map(|why| Outcome::Stopped { what: last.unwrap_or_else(|| "the beginning".to_owned()), why })
}

fn times(program: &Path) -> Result<BTreeMap<String, u64>, Error> {
    let events = run(program, &["time"])?.events.into_iter();
    let time = |event| match event {
        Event::Took { what, ns } => Some((what, ns)),
        _ => None,
    };
    Ok(events.filter_map(time).collect())
}
