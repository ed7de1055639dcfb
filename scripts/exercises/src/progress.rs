//! What a learner has done so far: one file, which grading writes and which a teacher collects.
//!
//! Names of exercises are its keys, so it outlives every change of the workbook. Nothing is sent anywhere.

use crate::{Copy, Error};
use grading::Counted;
use record::{Workspace, write_whole};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SCHEMA: u32 = 1;
const FILE: &str = "results.json";

/// The results of one learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Results {
    schema: u32,
    /// What the learner wants to be called; empty until chosen.
    pub learner: String,
    /// By exercise.
    pub exercises: BTreeMap<String, Progress>,
}

/// How far a learner is with an exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// How often it was graded.
    pub tries: u32,
    /// The day on which it was first accepted, such as `2026-11-30`.
    pub done: Option<String>,
    /// How many hints were shown.
    pub hints: usize,
    /// Whether the solution was shown before it was done.
    pub saw_solution: bool,
    /// What the work asked for, by label, the last time that it was accepted; in debug.
    pub counts: BTreeMap<String, Counted>,
}

/// What a grading adds.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// Whether it was accepted.
    pub is_accepted: bool,
    /// What was counted.
    pub counts: BTreeMap<String, Counted>,
}

impl Results {
    /// Where they are.
    pub fn file(workspace: &Workspace) -> PathBuf {
        Copy::all(workspace).join(FILE)
    }

    /// Reads them; there are none before the first exercise.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is none of these.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let text = match std::fs::read_to_string(file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::none()),
            read => read.map_err(Error::file(file))?,
        };
        let results: Self = serde_json::from_str(&text).map_err(|error| {
            Error::malformed(file, format!("{error}; it is no file that `cargo workbook exercise` wrote, or was changed since; move it away to begin again"))
        })?;
        if results.schema != SCHEMA {
            return Err(Error::malformed(
                file,
                format!("it has the form {}, and this workbook reads {SCHEMA}; take a newer workbook", results.schema),
            ));
        }
        Ok(results)
    }

    fn none() -> Self {
        Self { schema: SCHEMA, learner: String::new(), exercises: BTreeMap::new() }
    }

    /// Writes them.
    ///
    /// # Errors
    ///
    /// When the file can't be written; the old one is whole then.
    pub fn write(&self, file: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::malformed(file, error))? + "\n";
        Ok(write_whole(file, text.as_bytes())?)
    }

    /// Enters a grading.
    pub fn enter(&mut self, exercise: &str, attempt: Attempt) {
        let progress = self.exercises.entry(exercise.to_owned()).or_default();
        progress.tries += 1;
        if attempt.is_accepted {
            progress.done.get_or_insert_with(|| jiff::Zoned::now().date().to_string());
            progress.counts = attempt.counts;
        }
    }

    /// How far the learner is with an exercise.
    pub fn of(&self, exercise: &str) -> Progress {
        self.exercises.get(exercise).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_stays_done() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("exercises/results.json");
        let mut results = Results::read(&file).expect("there are none yet");
        results.enter("a", Attempt { is_accepted: true, counts: BTreeMap::new() });
        results.enter("a", Attempt::default());
        results.write(&file).expect("it is written");
        let read = Results::read(&file).expect("it is read");
        assert_eq!((read.of("a").tries, read.of("a").done.is_some(), read.of("b").tries), (2, true, 0));
    }

    #[test]
    fn a_file_of_something_else_is_refused_and_stays() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join(FILE);
        for text in ["", "{}", "{\"schema\": 2, \"learner\": \"\", \"exercises\": {}}"] {
            std::fs::write(&file, text).expect("it is written");
            assert!(Results::read(&file).is_err(), "{text}");
            assert_eq!(std::fs::read_to_string(&file).expect("it is there"), text);
        }
    }
}
