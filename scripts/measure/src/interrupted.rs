//! How does a measurement go on after it was interrupted?
//!
//! The rounds that are done are written to a file after each of them. A measurement of the same cases, of the same code, by the same
//! method, begins with those; any other measurement begins anew, and replaces the file with its first round.

use crate::{Chapter, Sources, Workspace};
use anyhow::Context;
use record::Method;
use record::rounds::Rounds;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What must be the same for rounds to belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Key {
    rustc: String,
    sources: Vec<String>,
    names: Vec<String>,
    slice_us: u64,
    slices: u64,
    is_relinked: bool,
}

#[derive(Serialize, Deserialize)]
struct State {
    key: Key,
    date: String,
    rounds: Rounds,
}

/// The file of rounds, for one list of cases.
#[derive(Debug)]
pub struct Interrupted {
    file: PathBuf,
    key: Key,
    date: String,
}

impl Interrupted {
    /// The file for these cases, and the rounds in it that belong to them. `date` is when the measurement begins: where it goes on from an
    /// interrupted one, it is that one's.
    ///
    /// # Errors
    ///
    /// When a source cannot be read. A file that cannot be is none.
    pub fn of(
        workspace: &Workspace,
        chapters: &[Chapter],
        names: Vec<String>,
        method: &Method,
        rustc: &str,
        date: &mut String,
    ) -> anyhow::Result<(Self, Option<Rounds>)> {
        let sources = Sources::read(workspace)?;
        let sources = chapters.iter().map(|chapter| sources.of(chapter)).collect::<anyhow::Result<_>>()?;
        let Method { slice_us, slices, is_relinked, .. } = *method;
        let count = names.len();
        let key = Key { rustc: rustc.to_owned(), sources, names, slice_us, slices, is_relinked };
        let file = workspace.own_directory().join("interrupted.json");
        let before = std::fs::read(&file).ok().and_then(|text| serde_json::from_slice::<State>(&text).ok());
        let before = before.filter(|state| state.key == key && state.rounds.series.len() == count);
        if let Some(state) = &before {
            date.clone_from(&state.date);
        }
        Ok((Self { file, key, date: date.clone() }, before.map(|state| state.rounds)))
    }

    /// Replaces the file.
    ///
    /// # Errors
    ///
    /// When it cannot be written; with its name.
    pub fn keep(&self, rounds: &Rounds) -> anyhow::Result<()> {
        let state = State { key: self.key.clone(), date: self.date.clone(), rounds: rounds.clone() };
        let text = serde_json::to_vec(&state)?;
        record::write_whole(&self.file, &text).with_context(|| self.file.display().to_string())
    }

    /// Removes the file, once what was measured is saved.
    pub fn remove(self) {
        // One that stays is continued by the same measurement only, which then has nothing left to do.
        let _ = std::fs::remove_file(self.file);
    }
}
