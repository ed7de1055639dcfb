//! Which lines of a function ask for the memory?
//!
//! The source of every function whose name matches, with two figures beside each line:
//!
//! - **flat**: what the line asked for itself;
//! - **cum**: what the line and the functions it called asked for. A stack counts once for a line, however often the function recurs.
//!
//! A function's own cum counts a stack once, too, where pprof's `list` adds up its lines'; of a function that is in a stack twice, on
//! different lines, pprof's is greater.

use crate::calls::regex;
use crate::sources::{SourceFile, Sources};
use crate::{Error, Profile, Sample, Warning};
use std::collections::BTreeMap;

/// Lines of source shown before the first figure and after the last.
const MARGIN: u32 = 5;

/// Annotated source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What is counted.
    pub sample: Sample,
    /// What percentages are of: the sum of the absolute figures of all stacks, unless [`Self::relative_to`] said otherwise.
    pub total: i64,
    /// The functions, by name and file.
    pub routines: Vec<Routine>,
}

/// A function in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routine {
    /// Its name.
    pub function: String,
    /// Its file, as the profile has it; empty where it is not known.
    pub file: String,
    /// What it asked for itself.
    pub flat: i64,
    /// What it and all that it called asked for.
    pub cum: i64,
    /// Its lines. Where the source is not at hand, those with figures. A line 0 first, where the compiler left none.
    pub lines: Vec<Line>,
}

/// A line of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1; 0 where the compiler left none.
    pub number: u32,
    /// What it asked for itself.
    pub flat: i64,
    /// What it and the functions it called asked for.
    pub cum: i64,
    /// Its text, where the source is at hand.
    pub text: Option<String>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    flat: i64,
    cum: i64,
    /// The last stack it was counted in, from 1.
    seen: usize,
}

impl Figures {
    fn add(&mut self, stack: usize, value: i64, is_innermost: bool) {
        if std::mem::replace(&mut self.seen, stack) != stack {
            self.cum += value;
        }
        if is_innermost {
            self.flat += value;
        }
    }

    fn is_nothing(self) -> bool {
        self.flat == 0 && self.cum == 0
    }
}

/// The source of the functions whose names match the regular expression.
///
/// # Errors
///
/// [`Error::Pattern`] and [`Error::NoMatch`].
pub fn list(
    profile: &Profile,
    sample: Sample,
    pattern: &str,
    sources: &Sources,
) -> Result<(Listing, Vec<Warning>), Error> {
    let regex = regex(pattern)?;
    let is_meant: Vec<bool> = profile.functions.iter().map(|function| regex.is_match(&function.name)).collect();
    let mut routines: BTreeMap<(&str, &str), (Figures, BTreeMap<u32, Figures>)> = BTreeMap::new();
    let mut total: i64 = 0;
    for (number, stack) in (1..).zip(&profile.stacks) {
        let value = stack.values.get(sample);
        total = total.saturating_add(value.saturating_abs());
        for (depth, frame) in stack.frames.iter().map(|frame| profile.frame(*frame)).enumerate() {
            if value == 0 || !is_meant[frame.function.0 as usize] {
                continue;
            }
            let function = profile.function(frame.function);
            let (whole, lines) = routines.entry((&function.name, &function.file)).or_default();
            whole.add(number, value, depth == 0);
            lines.entry(frame.line).or_default().add(number, value, depth == 0);
        }
    }
    routines.retain(|_, (whole, lines)| {
        lines.retain(|_, figures| !figures.is_nothing());
        !(lines.is_empty() && whole.is_nothing())
    });
    if routines.is_empty() {
        return Err(Error::NoMatch { pattern: pattern.to_owned() });
    }
    let mut warnings = Vec::new();
    let routines = routines
        .into_iter()
        .map(|((function, file), (whole, lines))| Routine {
            function: function.to_owned(),
            file: file.to_owned(),
            flat: whole.flat,
            cum: whole.cum,
            lines: annotated(&lines, source(file, &lines, sources, &mut warnings).as_deref()),
        })
        .collect();
    Ok((Listing { sample, total, routines }, warnings))
}

/// The lines of a file, where it can be read.
fn source(
    file: &str,
    lines: &BTreeMap<u32, Figures>,
    sources: &Sources,
    warnings: &mut Vec<Warning>,
) -> Option<Vec<String>> {
    let mut warn = |warning: Warning| {
        if !file.is_empty() && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    };
    let Some(found) = sources.file(file) else {
        warn(Warning::Missing { file: file.to_owned() });
        return None;
    };
    match SourceFile::lines(found) {
        Ok(text) => {
            let last = lines.keys().next_back().copied().unwrap_or(0);
            if last as usize > text.len() {
                let reason = format!("it has {} lines, and the profile has figures of line {last}", text.len());
                warn(Warning::Moved { file: file.to_owned(), reason });
            }
            Some(text)
        }
        Err(error) => {
            warn(Warning::Moved { file: file.to_owned(), reason: error.to_string() });
            None
        }
    }
}

fn annotated(lines: &BTreeMap<u32, Figures>, source: Option<&[String]>) -> Vec<Line> {
    let with_figures = |number: u32, figures: &Figures| {
        let place = (number as usize).checked_sub(1);
        let text = place.and_then(|place| source?.get(place).cloned());
        Line { number, flat: figures.flat, cum: figures.cum, text }
    };
    let mut shown: BTreeMap<u32, Line> =
        lines.iter().map(|(number, figures)| (*number, with_figures(*number, figures))).collect();
    let known = lines.range(1..);
    if let (Some(source), Some((first, _)), Some((last, _))) = (source, known.clone().next(), known.clone().next_back())
    {
        let last = last.saturating_add(MARGIN).min(u32::try_from(source.len()).unwrap_or(u32::MAX));
        for number in first.saturating_sub(MARGIN).max(1)..=last {
            shown.entry(number).or_insert_with(|| with_figures(number, &Figures::default()));
        }
    }
    shown.into_values().collect()
}

impl Listing {
    /// With percentages of another total: of a difference, those of what it is relative to. A total of 0 leaves them.
    #[must_use]
    pub fn relative_to(mut self, total: i64) -> Self {
        if total != 0 {
            self.total = total;
        }
        self
    }
}
