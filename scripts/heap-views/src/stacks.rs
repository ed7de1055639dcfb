//! What do folded stacks say?
//!
//! A line is a stack: its functions from the outermost, with `;` between them, then a blank and a number. Brendan Gregg's
//! [stackcollapse](https://github.com/brendangregg/FlameGraph) scripts write such files, and so does heaptrack. What the number counts is not in the
//! file, so whoever reads it has to say.

use crate::{About, Life};
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values, Warning};
use heap_stacks::place::printable;
use indexmap::IndexSet;
use std::io::BufRead;
use std::path::Path;

/// Reads folded stacks whose numbers count `sample`.
///
/// # Errors
///
/// [`Error::NotSaidWhat`] where that is `None`, [`Error::Line`] for a line of another form, and [`Error::Overflow`].
pub fn read(input: impl BufRead, sample: Option<Sample>, path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let sample = sample.ok_or_else(|| Error::NotSaidWhat { path: path.to_owned() })?;
    let (mut functions, mut stacks, mut sum) = (IndexSet::new(), Vec::new(), 0_i64);
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.map_err(|reason| Error::Read { path: path.to_owned(), reason })?;
        if line.trim().is_empty() {
            continue;
        }
        let wrong = || Error::Line {
            path: path.to_owned(),
            line: number,
            reason: "not a stack and its number, such as `main;parse 12`".to_owned(),
        };
        let (names, value) = parts(&line).ok_or_else(wrong)?;
        sum = sum.checked_add(value).ok_or_else(|| Error::Overflow { path: path.to_owned(), sample })?;
        // A function is a frame here: there are no lines.
        let frame = |name: &str| {
            let function = Function { name: printable(name), file: String::new() };
            FrameId(functions.insert_full(function).0 as u32)
        };
        let mut frames: Vec<FrameId> = names.split(';').map(frame).collect();
        frames.reverse();
        let mut values = Values::default();
        values.0[sample as usize] = value;
        stacks.push(Stack { frames, values, life: Life::default() });
    }
    let frame = |function| Frame { function: FunctionId(function), line: 0, column: 0, address: 0 };
    let profile = HeapProfile {
        command: String::new(),
        frames: (0..functions.len() as u32).map(frame).collect(),
        functions: functions.into_iter().collect(),
        stacks,
        about: About::counting(vec![sample], sample),
    };
    let warnings = if profile.stacks.is_empty() { vec![Warning::NothingAllocated] } else { Vec::new() };
    Ok((profile, warnings))
}

/// The names and the number of a line.
pub(crate) fn parts(line: &str) -> Option<(&str, i64)> {
    let (names, number) = line.trim_end().rsplit_once(' ')?;
    let number = number.parse().ok().filter(|number: &i64| *number >= 0)?;
    (!names.is_empty()).then_some((names, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::written;

    fn parsed(text: &str, sample: Option<Sample>) -> Result<(HeapProfile, Vec<Warning>), Error> {
        read(text.as_bytes(), sample, Path::new("stacks.txt"))
    }

    #[test]
    fn a_line_is_a_stack() {
        let (profile, warnings) = parsed("main;a b;c 12\n\nmain 3\n", Some(Sample::AllocSpace)).unwrap();
        let expected = [("main@:0 a~b@:0 c@:0", 12), ("main@:0", 3)];
        assert_eq!(written(&profile), expected.map(|(stack, value)| (stack.to_owned(), value)));
        assert_eq!((profile.about.counted, warnings), (vec![Sample::AllocSpace], vec![]));
        assert_eq!(parsed("\n", Some(Sample::AllocSpace)).unwrap().1, [Warning::NothingAllocated]);
        let (profile, _) = parsed("main 3\n", Some(Sample::EndObjects)).unwrap();
        assert_eq!(Sample::ALL.map(|sample| profile.total(sample)), [0, 0, 0, 0, 0, 3]);
    }

    #[test]
    fn what_is_counted_has_to_be_said_and_every_line_has_to_be_one() {
        let message = |text, sample| parsed(text, sample).unwrap_err().to_string();
        assert!(message("main 3\n", None).contains("say it with --sample"));
        for wrong in ["main 3\nmain\n", "main 3\nmain -3\n", "main 3\n 3\n", "main 3\nmain 3.5\n"] {
            assert!(message(wrong, Some(Sample::AllocSpace)).contains("line 2: not a stack and its number"), "{wrong}");
        }
        let huge = format!("main {}\nmain 1\n", i64::MAX);
        assert!(message(&huge, Some(Sample::AllocSpace)).contains("the sum of alloc-space"));
    }
}
