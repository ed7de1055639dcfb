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
use crate::{Error, Function, HeapProfile, Sample, Warning};
use crate::{SourceFile, Sources};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Lines of source shown before the first figure and after the last.
const MARGIN: u32 = 5;

/// Annotated source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What is counted, and whether in bytes or blocks.
    pub sample: Sample,
    /// What percentages are of, in the unit of `sample`: the sum of the absolute figures of all stacks, or [`i64::MAX`] where that does
    /// not fit, unless [`Self::relative_to`] set another.
    pub total: i64,
    /// Whether `total` is that of the base of a difference, and not of the profile itself.
    pub is_difference: bool,
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
    /// What it asked for itself, in bytes or blocks, as [`Listing::sample`] says; of a difference, possibly negative.
    pub flat: i64,
    /// What it and all that it called asked for, in the same unit.
    pub cum: i64,
    /// Its lines. Where the source is not at hand, those with figures. A line 0 first, where the compiler left none.
    pub lines: Vec<Line>,
}

/// A line of source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1; 0 where the compiler left none.
    pub number: u32,
    /// What it asked for itself, in bytes or blocks, as [`Listing::sample`] says; of a difference, possibly negative.
    pub flat: i64,
    /// What it and the functions it called asked for, in the same unit.
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
    profile: &HeapProfile,
    sample: Sample,
    pattern: &str,
    sources: &Sources,
) -> Result<(Listing, Vec<Warning>), Error> {
    let regex = regex(pattern)?;
    let (listing, warnings) = list_where(profile, sample, |function| regex.is_match(&function.name), sources);
    if listing.routines.is_empty() {
        Err(Error::NoMatch { pattern: pattern.to_owned() })
    } else {
        Ok((listing, warnings))
    }
}

/// The source of the functions that are wanted, which may be none.
pub fn list_where(
    profile: &HeapProfile,
    sample: Sample,
    is_wanted: impl Fn(&Function) -> bool,
    sources: &Sources,
) -> (Listing, Vec<Warning>) {
    let wanted: Vec<bool> = profile.functions.iter().map(is_wanted).collect();
    // A routine for each function that is meant, and a place in its lines for each frame of it.
    let mut routines = IndexMap::<(&str, &str), (Figures, BTreeMap<u32, usize>)>::new();
    let mut figures: Vec<Figures> = Vec::new();
    let places: Vec<Option<(usize, usize)>> = profile
        .frames
        .iter()
        .map(|frame| {
            let function = profile.function(frame.function);
            wanted[frame.function.0 as usize].then(|| {
                let entry = routines.entry((&function.name, &function.file));
                let routine = entry.index();
                let line = *entry.or_default().1.entry(frame.line).or_insert(figures.len());
                if line == figures.len() {
                    figures.push(Figures::default());
                }
                (routine, line)
            })
        })
        .collect();
    let mut total: i64 = 0;
    for (number, stack) in (1..).zip(&profile.stacks) {
        let value = stack.values.get(sample);
        total = total.saturating_add(value.saturating_abs());
        for (depth, frame) in stack.frames.iter().enumerate() {
            let Some((routine, line)) = places[frame.0 as usize].filter(|_| value != 0) else { continue };
            routines[routine].0.add(number, value, depth == 0);
            figures[line].add(number, value, depth == 0);
        }
    }
    routines.sort_unstable_keys();
    let (mut listed, mut warnings) = (Vec::new(), Vec::new());
    for ((function, file), (whole, lines)) in routines {
        let lines = lines.into_iter().map(|(line, place)| (line, figures[place]));
        let lines: BTreeMap<u32, Figures> = lines.filter(|(_, figures)| !figures.is_nothing()).collect();
        if lines.is_empty() && whole.is_nothing() {
            continue;
        }
        let source = source(file, &lines, sources, &mut warnings);
        listed.push(Routine {
            function: function.to_owned(),
            file: file.to_owned(),
            flat: whole.flat,
            cum: whole.cum,
            lines: annotated(&lines, source.as_deref()),
        });
    }
    (Listing { sample, total, is_difference: false, routines: listed }, warnings)
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
    /// With percentages of the total of a profile of which this one is a part.
    #[must_use]
    pub fn within(mut self, total: i64) -> Self {
        self.total = total;
        self
    }

    /// With percentages of another total: of a difference, those of what it is relative to. A total of 0 leaves them.
    #[must_use]
    pub fn relative_to(mut self, total: i64) -> Self {
        if total != 0 {
            self.total = total;
            self.is_difference = true;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::profile;

    /// A directory with `a.rs`, which has this many lines.
    fn sources(lines: usize) -> (tempfile::TempDir, Sources) {
        let directory = tempfile::tempdir().unwrap();
        let text: String = (1..=lines).map(|line| format!("line {line}\n")).collect();
        std::fs::write(directory.path().join("a.rs"), text).unwrap();
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        (directory, sources)
    }

    fn figures(routine: &Routine) -> Vec<(u32, i64, i64)> {
        let lines = routine.lines.iter().filter(|line| line.flat != 0 || line.cum != 0);
        lines.map(|line| (line.number, line.flat, line.cum)).collect()
    }

    #[test]
    fn lines_have_flat_and_cum_and_neighbours() {
        let (_directory, sources) = sources(30);
        let profile = profile(&[("f@a.rs:10 g@a.rs:20", 4), ("f@a.rs:10", 1), ("f@a.rs:12", 2)]);
        let (listing, warnings) = list(&profile, Sample::AllocSpace, "^f$", &sources).unwrap();
        assert_eq!(warnings, []);
        let [f] = listing.routines.as_slice() else { panic!("{listing:?}") };
        assert_eq!((f.flat, f.cum, listing.total), (3, 7, 7));
        assert_eq!(figures(f), [(10, 1, 5), (12, 2, 2)]);
        let shown: Vec<u32> = f.lines.iter().map(|line| line.number).collect();
        assert_eq!(shown, (5..=17).collect::<Vec<_>>());
        assert_eq!(f.lines[5].text.as_deref(), Some("line 10"));
    }

    #[test]
    fn a_stack_counts_once_for_a_line_and_once_for_a_function() {
        let (_directory, sources) = sources(30);
        let profile = profile(&[("f@a.rs:3 f@a.rs:3 f@a.rs:5", 4)]);
        let (listing, _) = list(&profile, Sample::AllocSpace, "f", &sources).unwrap();
        let [f] = listing.routines.as_slice() else { panic!("{listing:?}") };
        assert_eq!((f.flat, f.cum), (4, 4));
        assert_eq!(figures(f), [(3, 0, 4), (5, 4, 4)]);
    }

    #[test]
    fn functions_of_one_name_are_listed_by_file() {
        let (_directory, sources) = sources(3);
        let profile = profile(&[("new@b.rs:1", 1), ("new@a.rs:2", 2), ("new@:0", 4)]);
        let (listing, warnings) = list(&profile, Sample::AllocSpace, "new", &sources).unwrap();
        let files: Vec<(&str, i64)> = listing.routines.iter().map(|one| (one.file.as_str(), one.cum)).collect();
        assert_eq!(files, [("", 4), ("a.rs", 2), ("b.rs", 1)]);
        assert_eq!(warnings, [Warning::Missing { file: "b.rs".to_owned() }]);
        assert_eq!(figures(&listing.routines[2]), [(1, 1, 1)], "figures without text");
        assert_eq!(listing.routines[2].lines[0].text, None);
    }

    #[test]
    fn a_lost_line_comes_first_and_a_line_beyond_the_file_is_told() {
        let (_directory, sources) = sources(3);
        let profile = profile(&[("f@a.rs:0", 1), ("f@a.rs:9", 2), ("f@a.rs:2", 4)]);
        let (listing, warnings) = list(&profile, Sample::AllocSpace, "f", &sources).unwrap();
        assert_eq!(figures(&listing.routines[0]), [(0, 1, 1), (2, 4, 4), (9, 2, 2)]);
        let [warning @ Warning::Moved { .. }] = warnings.as_slice() else { panic!("{warnings:?}") };
        assert!(warning.to_string().contains("it has 3 lines, and the profile has figures of line 9"), "{warning}");
    }

    #[test]
    fn what_matches_nothing_is_an_error() {
        let profile = profile(&[("f@a.rs:3", 4), ("g@a.rs:3", 0)]);
        for pattern in ["zzz", "g"] {
            let listed = list(&profile, Sample::AllocSpace, pattern, &Sources::default());
            assert!(matches!(listed, Err(Error::NoMatch { .. })), "{listed:?}");
        }
    }
}
