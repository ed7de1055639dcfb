//! What an exercise declares, in `exercise.toml`.

use crate::Error;
use grading::Counted;
use record::{Workspace, suggestion};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// An exercise of a chapter.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Its name, which is that of its folder.
    pub name: String,
    /// The slug of its chapter.
    pub chapter: String,
    /// Its folder.
    pub directory: PathBuf,
    /// What it declares.
    pub declaration: Declaration,
}

/// What `exercise.toml` says. Texts are Markdown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// In a few words.
    pub title: String,
    /// What the learner does.
    pub kind: Kind,
    /// About how long it takes.
    pub minutes: u32,
    /// From 1, for a first exercise, to 3.
    pub difficulty: u8,
    /// The one sentence that the exercise teaches.
    pub idea: String,
    /// What to do.
    pub task: String,
    /// Three, each saying more than the one before.
    pub hints: [String; 3],
    /// Why the solutions are as they are.
    pub explanation: String,
    /// Why nothing can be taken off the budget, or that this is not known.
    #[serde(default)]
    pub tight: String,
    /// Packages beside the standard library that `start.rs` and the solutions may use; the workspace has their versions.
    #[serde(default)]
    pub dependencies: Vec<String>,
    /// Which rules do not hold here, because they are the point of the exercise.
    #[serde(default)]
    pub allows: Vec<Allowance>,
    /// What the work may ask for.
    #[serde(default)]
    pub budget: Vec<Budget>,
    /// What is to be predicted.
    #[serde(default)]
    pub question: Vec<Question>,
    /// Submissions that must be accepted.
    #[serde(default)]
    pub solution: Vec<Solution>,
    /// Submissions that must be refused.
    #[serde(default)]
    pub refused: Vec<Refused>,
}

/// What a learner does in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Writes down counts before anything runs.
    Predict,
    /// Makes code allocate less.
    Reduce,
    /// Finds the line in a program that allocates too much, then mends it.
    Find,
}

impl Kind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Predict => "predict",
            Self::Reduce => "reduce",
            Self::Find => "find",
        }
    }
}

/// A rule that does not hold in an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowance {
    /// `unsafe` may be used.
    Unsafe,
    /// `static` and `thread_local!` may be used, and memory may be kept.
    Static,
}

/// What a piece of work may ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The label of the work in `grade.rs`.
    pub of: String,
    /// The figures that are graded.
    #[serde(flatten)]
    pub figures: Figures,
    /// What the code of `start.rs` asks for: the same figures, in debug, and in release too where nothing else is said.
    pub start: Figures,
    /// In release, where it differs.
    #[serde(default)]
    pub start_release: Option<Figures>,
}

/// Figures of one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Figures {
    /// Calls that make a block.
    pub allocations: Option<u64>,
    /// Calls that change a block's size.
    pub reallocations: Option<u64>,
    /// Requested bytes.
    pub requested_bytes: Option<u64>,
    /// Peak bytes.
    pub peak_bytes: Option<u64>,
}

impl Figures {
    /// Those that are set.
    pub fn set(&self) -> impl Iterator<Item = (Figure, u64)> {
        let figures = Figure::ALL.map(|figure| (figure, self.get(figure)));
        figures.into_iter().filter_map(|(figure, value)| Some((figure, value?)))
    }

    /// One of them.
    pub fn get(&self, figure: Figure) -> Option<u64> {
        match figure {
            Figure::Allocations => self.allocations,
            Figure::Reallocations => self.reallocations,
            Figure::RequestedBytes => self.requested_bytes,
            Figure::PeakBytes => self.peak_bytes,
        }
    }
}

/// What is graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Calls that make a block.
    Allocations,
    /// Calls that change a block's size.
    Reallocations,
    /// Requested bytes.
    RequestedBytes,
    /// Peak bytes.
    PeakBytes,
}

impl Figure {
    /// In the order of a table.
    pub const ALL: [Self; 4] = [Self::Allocations, Self::Reallocations, Self::RequestedBytes, Self::PeakBytes];

    /// Its name on a page and on a screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allocations => "allocations",
            Self::Reallocations => "reallocations",
            Self::RequestedBytes => "requested bytes",
            Self::PeakBytes => "peak bytes",
        }
    }

    /// Its value in what was counted.
    pub fn of(self, counted: &Counted) -> u64 {
        match self {
            Self::Allocations => counted.allocations,
            Self::Reallocations => counted.reallocations,
            Self::RequestedBytes => counted.requested_bytes,
            Self::PeakBytes => counted.peak_bytes,
        }
    }
}

/// A count to be predicted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The key in the learner's `predictions.toml`.
    pub name: String,
    /// The label of the work in `grade.rs`.
    pub of: String,
    /// What is counted.
    pub figure: Figure,
    /// The question.
    pub ask: String,
    /// The answers to choose from, on the page.
    pub choices: Vec<u64>,
    /// The right one, in debug and in release.
    pub answer: u64,
    /// Why.
    pub because: String,
}

/// A submission that must be accepted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// From the exercise's folder.
    pub file: String,
    /// The idea, in a sentence.
    pub about: String,
}

/// A submission that must be refused.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// From the exercise's folder.
    pub file: String,
    /// Why it is refused.
    #[serde(rename = "for")]
    pub reason: Reason,
    /// What it does wrong, in a sentence.
    pub about: String,
}

/// Why a submission is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// An answer is wrong.
    Answer,
    /// It is over the budget.
    Budget,
    /// It breaks a rule.
    Rule,
}

/// The directory of a chapter's exercises.
const EXERCISES: &str = "exercises";
const FILE: &str = "exercise.toml";

impl Exercise {
    /// Reads the exercise in `directory`.
    ///
    /// # Errors
    ///
    /// When the declaration can't be read, or does not say what an exercise of its kind has to say; the message names the file and the key.
    pub fn read(chapter: &str, directory: &Path) -> Result<Self, Error> {
        let file = directory.join(FILE);
        let text = std::fs::read_to_string(&file).map_err(Error::file(&file))?;
        let declaration: Declaration =
            toml::from_str(&text).map_err(|error| Error::malformed(&file, error.to_string().trim_end()))?;
        let name = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let exercise = Self { name, chapter: chapter.to_owned(), directory: directory.to_owned(), declaration };
        match exercise.problems()?.as_slice() {
            [] => Ok(exercise),
            problems => Err(Error::malformed(file, problems.join("; "))),
        }
    }

    /// Every exercise, in the order of the chapters' names and their own.
    ///
    /// # Errors
    ///
    /// When a declaration can't be read, or two exercises have one name.
    pub fn all(workspace: &Workspace) -> Result<Vec<Self>, Error> {
        let mut all: Vec<Self> = Vec::new();
        for chapter in workspace.chapters()? {
            all.extend(Self::of(&chapter.slug, &chapter.directory)?);
        }
        for (index, exercise) in all.iter().enumerate() {
            if let Some(other) = all[..index].iter().find(|other| other.name == exercise.name) {
                let [first, second] = [other, exercise].map(|exercise| exercise.chapter.clone());
                return Err(Error::Twice { name: exercise.name.clone(), first, second });
            }
        }
        Ok(all)
    }

    /// The exercises of one chapter, which is in `directory`, by difficulty and name.
    ///
    /// # Errors
    ///
    /// When a declaration can't be read.
    pub fn of(chapter: &str, directory: &Path) -> Result<Vec<Self>, Error> {
        let directory = directory.join(EXERCISES);
        if !directory.is_dir() {
            return Ok(Vec::new());
        }
        let mut exercises = Vec::new();
        for entry in std::fs::read_dir(&directory).map_err(Error::file(&directory))? {
            let entry = entry.map_err(Error::file(&directory))?;
            if entry.path().is_dir() {
                exercises.push(Self::read(chapter, &entry.path())?);
            }
        }
        exercises.sort_by(|a, b| (a.declaration.difficulty, &a.name).cmp(&(b.declaration.difficulty, &b.name)));
        Ok(exercises)
    }

    /// The exercise of a name.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] with the nearest names, and as [`Self::all`].
    pub fn named(workspace: &Workspace, name: &str) -> Result<Self, Error> {
        let mut all = Self::all(workspace)?;
        match all.iter().position(|exercise| exercise.name == name) {
            Some(index) => Ok(all.swap_remove(index)),
            None => Err(Error::Unknown {
                name: name.to_owned(),
                suggestion: suggestion(name, all.iter().map(|exercise| exercise.name.as_str())),
            }),
        }
    }

    /// A file of its folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// The text of a file of its folder.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn text(&self, name: &str) -> Result<String, Error> {
        let file = self.file(name);
        std::fs::read_to_string(&file).map_err(Error::file(file))
    }

    /// What is wrong with the declaration.
    fn problems(&self) -> Result<Vec<String>, Error> {
        /// How long the program of an exercise of the kind *find* is, in lines.
        const PROGRAM: std::ops::RangeInclusive<usize> = 100..=300;
        let Declaration { kind, difficulty, minutes, budget, question, solution, refused, tight, .. } =
            &self.declaration;
        let mut problems = Vec::new();
        let mut must = |holds: bool, what: &str| {
            if !holds {
                problems.push(what.to_owned());
            }
        };
        must((1..=3).contains(difficulty), "`difficulty` is from 1 to 3");
        must((1..=90).contains(minutes), "`minutes` is from 1 to 90");
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        must(self.name.split('-').all(is_word), "the folder's name is words of a-z and 0-9, joined by `-`");
        if *kind == Kind::Predict {
            must(!question.is_empty(), "an exercise to predict has at least one [[question]]");
            must(
                budget.is_empty() && solution.is_empty() && refused.is_empty(),
                "an exercise to predict has no [[budget]], [[solution]] or [[refused]]",
            );
            for question in question {
                let answers = question.choices.iter().filter(|choice| **choice == question.answer).count();
                must(
                    answers == 1 && question.choices.len() >= 3,
                    &format!("question `{}`: at least three choices, one of them the answer", question.name),
                );
            }
        } else {
            must(question.is_empty(), "only an exercise to predict has a [[question]]");
            must(!budget.is_empty(), "an exercise has at least one [[budget]]");
            must(!solution.is_empty(), "an exercise has at least one [[solution]]");
            must(
                refused.iter().any(|refused| refused.reason == Reason::Answer),
                "an exercise has a [[refused]] submission for its answer",
            );
            must(!tight.is_empty(), "`tight` says why nothing can be taken off the budget, or that this is not known");
        }
        for Budget { of, figures, start, start_release } in budget {
            let graded: Vec<Figure> = figures.set().map(|(figure, _)| figure).collect();
            must(!graded.is_empty(), &format!("budget `{of}`: at least one figure"));
            for start in [Some(start), start_release.as_ref()].into_iter().flatten() {
                let has: Vec<Figure> = start.set().map(|(figure, _)| figure).collect();
                must(has == graded, &format!("budget `{of}`: `start` has the figures of the budget"));
            }
        }
        if *kind == Kind::Find {
            let lines = self.text("start.rs")?.lines().count();
            must(
                PROGRAM.contains(&lines),
                &format!(
                    "the program of an exercise to find a line in has {} to {} lines; start.rs has {lines}",
                    PROGRAM.start(),
                    PROGRAM.end()
                ),
            );
        }
        Ok(problems)
    }
}
