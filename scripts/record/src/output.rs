//! What does a reader see who runs the tests of a chapter?

use crate::{Body, Kind, Sealed};
use serde::{Deserialize, Serialize};

/// What the tests of a chapter print.
pub type Output = Sealed<Runs>;

/// Commands, in the order in which they were run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Runs {
    /// In order.
    pub runs: Vec<Run>,
}

/// A command, and what it printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Such as `cargo test --package boxed-return`.
    pub command: String,
    /// What it printed, a line an entry, without times.
    pub lines: Vec<String>,
}

impl Run {
    /// What a command printed; white space around it is left out.
    pub fn new(command: String, printed: &str) -> Self {
        Self { command, lines: printed.trim().lines().map(str::to_owned).collect() }
    }
}

impl Runs {
    /// As it looks in a terminal: each command behind `$`, then what it printed; an empty line between two of them.
    pub fn text(&self) -> String {
        let run = |run: &Run| format!("$ {}\n{}\n", run.command, run.lines.join("\n"));
        self.runs.iter().map(run).collect::<Vec<_>>().join("\n")
    }

    /// In what these runs differ from ones made now, a sentence a command.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for run in &self.runs {
            match now.runs.iter().find(|other| other.command == run.command) {
                None => differences.push(format!("`{}` is in the file, and no longer run", run.command)),
                Some(other) if other.lines != run.lines => {
                    let mut pairs = run.lines.iter().zip(&other.lines);
                    let changed = pairs
                        .find(|(then, now)| then != now)
                        .map(|(then, now)| format!("`{then}` recorded, `{now}` now"));
                    let (then, now) = (run.lines.len(), other.lines.len());
                    let how = changed.unwrap_or_else(|| format!("{then} lines recorded, {now} now"));
                    differences.push(format!("not what `{}` prints: {how}", run.command));
                }
                Some(_) => {}
            }
        }
        let new = now.runs.iter().filter(|run| !self.runs.iter().any(|then| then.command == run.command));
        differences.extend(new.map(|run| format!("`{}` is run, and not in the file", run.command)));
        differences
    }
}

impl Body for Runs {
    const KIND: Kind = Kind::Output;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        if self.runs.is_empty() { vec!["field `body.runs` is empty".to_owned()] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(printed: &[(&str, &str)]) -> Runs {
        Runs { runs: printed.iter().map(|(command, text)| Run::new((*command).to_owned(), text)).collect() }
    }

    #[test]
    fn the_text_is_what_a_terminal_shows() {
        let runs = runs(&[("cargo test", "\none\n  two\n"), ("cargo test --release", "three")]);
        assert_eq!(runs.text(), "$ cargo test\none\n  two\n\n$ cargo test --release\nthree\n");
    }

    #[test]
    fn what_differs_is_named_with_its_command() {
        let then = runs(&[("cargo test", "one\ntwo"), ("old", "x")]);
        assert_eq!(then.differences(&then), [""; 0]);
        let now = runs(&[("cargo test", "one\n2"), ("new", "x")]);
        assert_eq!(
            then.differences(&now),
            [
                "not what `cargo test` prints: `two` recorded, `2` now",
                "`old` is in the file, and no longer run",
                "`new` is run, and not in the file"
            ]
        );
        let longer = runs(&[("cargo test", "one\ntwo\nthree"), ("old", "x")]);
        assert_eq!(then.differences(&longer), ["not what `cargo test` prints: 2 lines recorded, 3 now"]);
    }
}
