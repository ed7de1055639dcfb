//! Which heap profiles does an experiment keep?
//!
//! `experiments/<slug>/heap.json`: a folded profile of every case, made by dhat in the release build, so that the book's build runs no
//! experiment. Frames are written out, innermost first, and have no address: two runs of one program give the same file.

use crate::{Frame, FrameId, Function, FunctionId, HeapProfile, Stack, Values};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The version of the file's form.
pub const SCHEMA: u32 = 1;

/// The profiles of one experiment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The experiment's slug.
    pub experiment: String,
    /// The compiler, as `rustc --version` says.
    pub rustc: String,
    /// In the order of the declaration.
    pub cases: Vec<RecordedCase>,
}

/// The profile of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedCase {
    /// Its id: `variant` or `variant/size`.
    pub case: String,
    /// In the order of their frames. None where nothing was allocated.
    pub stacks: Vec<RecordedStack>,
}

/// A stack with its frames written out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedStack {
    /// `function (file:line:column)`, the innermost first.
    pub frames: Vec<String>,
    /// The figures, in the order of [`Sample::ALL`](crate::Sample::ALL).
    pub values: [i64; 6],
}

/// A file that cannot be used, and how to renew it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}; renew it with `cargo workbook heap {experiment} --reference`", file.display())]
pub struct Error {
    /// The file.
    pub file: PathBuf,
    /// The slug of the experiment whose file it is to be.
    pub experiment: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] std::io::Error),
    /// It is not of this form.
    #[error(transparent)]
    Malformed(#[from] serde_json::Error),
    /// It is of another form, or another experiment's.
    #[error("field `{field}` is {found}, expected {expected}")]
    Other {
        /// The field.
        field: &'static str,
        /// What it has.
        found: String,
        /// What it should have.
        expected: String,
    },
    /// A frame that is not written as frames are.
    #[error("`{0}` is no frame such as `function (file:line:column)`")]
    Frame(String),
}

impl Recorded {
    /// Reads the profiles of an experiment.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not of this form or of this experiment.
    pub fn read_for(file: &Path, experiment: &str) -> Result<Self, Error> {
        Self::read(file, experiment).map_err(|reason| Error {
            file: file.to_owned(),
            experiment: experiment.to_owned(),
            reason,
        })
    }

    fn read(file: &Path, experiment: &str) -> Result<Self, Reason> {
        let recorded: Self = serde_json::from_slice(&std::fs::read(file)?)?;
        let other = |field, found: String, expected: String| Reason::Other { field, found, expected };
        if recorded.schema != SCHEMA {
            return Err(other("schema", recorded.schema.to_string(), SCHEMA.to_string()));
        }
        if recorded.experiment != experiment {
            return Err(other("experiment", format!("`{}`", recorded.experiment), format!("`{experiment}`")));
        }
        let frames = recorded.cases.iter().flat_map(|case| &case.stacks).flat_map(|stack| &stack.frames);
        match frames.into_iter().find(|frame| parse(frame).is_none()) {
            Some(frame) => Err(Reason::Frame(frame.clone())),
            None => Ok(recorded),
        }
    }

    /// The case with this id.
    pub fn case(&self, id: &str) -> Option<&RecordedCase> {
        self.cases.iter().find(|case| case.case == id)
    }

    /// The text of the file: a line a stack, so that a change of one is a change of one line.
    ///
    /// # Errors
    ///
    /// None that can happen with text and numbers; serde's interface has one.
    pub fn file_text(&self) -> Result<String, serde_json::Error> {
        let mut text = format!(
            "{{\n\"schema\": {},\n\"experiment\": {},\n\"rustc\": {},\n\"cases\": [",
            self.schema,
            serde_json::to_string(&self.experiment)?,
            serde_json::to_string(&self.rustc)?
        );
        for (index, case) in self.cases.iter().enumerate() {
            text += if index == 0 { "\n" } else { ",\n" };
            text += &format!("{{\"case\": {}, \"stacks\": [", serde_json::to_string(&case.case)?);
            for (index, stack) in case.stacks.iter().enumerate() {
                text += if index == 0 { "\n  " } else { ",\n  " };
                text += &serde_json::to_string(stack)?;
            }
            text += "]}";
        }
        Ok(text + "\n]\n}\n")
    }
}

impl RecordedCase {
    /// Writes a profile out. Stacks whose frames read the same become one.
    pub fn of(case: &str, profile: &HeapProfile) -> Self {
        let mut sums: std::collections::BTreeMap<Vec<String>, [i64; 6]> = std::collections::BTreeMap::new();
        for stack in &profile.stacks {
            let frames = stack.frames.iter().map(|id| {
                let Frame { function, line, column, .. } = *profile.frame(*id);
                let Function { name, file } = profile.function(function);
                format!("{name} ({file}:{line}:{column})")
            });
            let sum = sums.entry(frames.collect()).or_default();
            for (sum, value) in sum.iter_mut().zip(stack.values.0) {
                *sum += value;
            }
        }
        let stacks = sums.into_iter().map(|(frames, values)| RecordedStack { frames, values }).collect();
        Self { case: case.to_owned(), stacks }
    }

    /// The profile. Frames that are not written as frames are left out; [`Recorded::read_for`] lets none pass.
    pub fn profile(&self) -> HeapProfile {
        let mut profile = HeapProfile::default();
        let mut functions: HashMap<(&str, &str), FunctionId> = HashMap::new();
        let mut frames: HashMap<&str, FrameId> = HashMap::new();
        for stack in &self.stacks {
            let mut ids = Vec::with_capacity(stack.frames.len());
            for text in &stack.frames {
                let Some((name, file, line, column)) = parse(text) else { continue };
                ids.push(*frames.entry(text).or_insert_with(|| {
                    let function = *functions.entry((name, file)).or_insert_with(|| {
                        profile.functions.push(Function { name: name.to_owned(), file: file.to_owned() });
                        FunctionId(profile.functions.len() as u32 - 1)
                    });
                    profile.frames.push(Frame { function, line, column, address: 0 });
                    FrameId(profile.frames.len() as u32 - 1)
                }));
            }
            profile.stacks.push(Stack { frames: ids, values: Values(stack.values) });
        }
        profile
    }
}

/// Function, file, line and column of `function (file:line:column)`.
fn parse(frame: &str) -> Option<(&str, &str, u32, u32)> {
    let (name, place) = frame.strip_suffix(')')?.rsplit_once(" (")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
    Some((name, file, line.parse().ok()?, column.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> Recorded {
        let stack = |frames: &[&str], bytes| RecordedStack {
            frames: frames.iter().map(|frame| (*frame).to_owned()).collect(),
            values: [bytes, 1, bytes, 1, 0, 0],
        };
        let run = "a::run (src/a.rs:9:5)";
        Recorded {
            schema: SCHEMA,
            experiment: "a".to_owned(),
            rustc: "rustc 1".to_owned(),
            cases: vec![
                RecordedCase {
                    case: "boxed".to_owned(),
                    stacks: vec![stack(&["<a::B as c::D (x)>::f (src/b.rs:3:7)", run], 8), stack(&[run], 24)],
                },
                RecordedCase { case: "none".to_owned(), stacks: vec![] },
            ],
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("heap.json");
        std::fs::write(&file, recorded().file_text().unwrap()).unwrap();
        let read = Recorded::read_for(&file, "a").unwrap();
        assert_eq!(read, recorded());
        for case in &read.cases {
            assert_eq!(RecordedCase::of(&case.case, &case.profile()), *case);
        }
        let profile = read.cases[0].profile();
        assert_eq!((profile.functions.len(), profile.frames.len()), (2, 2), "{profile:?}");
        assert_eq!(profile.functions[0].name, "<a::B as c::D (x)>::f");
    }

    #[test]
    fn a_file_of_another_form_is_refused_with_its_name_and_the_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("heap.json");
        let text = recorded().file_text().unwrap();
        let remedy = "; renew it with `cargo workbook heap a --reference`";
        for (from, to, expected) in [
            ("\"schema\": 1", "\"schema\": 2", "field `schema` is 2, expected 1"),
            ("\"experiment\": \"a\"", "\"experiment\": \"b\"", "field `experiment` is `b`, expected `a`"),
            ("a.rs:9:5", "a.rs:9", "`a::run (src/a.rs:9)` is no frame"),
            ("]}\n]", "]}", "heap.json: "),
            ("\"values\"", "\"figures\"", "unknown field `figures`"),
        ] {
            let damaged = text.replace(from, to);
            assert_ne!(damaged, text, "{from}");
            std::fs::write(&file, damaged).unwrap();
            let error = Recorded::read_for(&file, "a").unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains("heap.json: ") && error.ends_with(remedy), "{error}");
        }
        let missing = Recorded::read_for(&directory.path().join("no.json"), "a").unwrap_err().to_string();
        assert!(missing.contains("no.json: ") && missing.ends_with(remedy), "{missing}");
    }
}
