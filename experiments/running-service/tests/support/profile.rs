//! A served profile, decoded: stacks of lines, with four figures each.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use heap_views::{Sample, pprof};
use std::collections::BTreeMap;
use std::io::Read;

/// Places of the figures.
pub(crate) const ALLOC_OBJECTS: usize = 0;
/// Bytes ever requested.
pub(crate) const ALLOC_SPACE: usize = 1;
/// Blocks that are there.
pub(crate) const INUSE_OBJECTS: usize = 2;
/// Bytes that are there.
pub(crate) const INUSE_SPACE: usize = 3;

/// The figures, in that order.
const FIGURES: [Sample; 4] = [Sample::AllocObjects, Sample::AllocSpace, Sample::EndObjects, Sample::EndSpace];

/// A line of a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    /// The function, demangled.
    pub(crate) function: String,
    /// From 1.
    pub(crate) line: i64,
}

/// A profile.
#[derive(Debug)]
pub(crate) struct Profile {
    /// Each stack, the innermost line first, and its figures.
    pub(crate) stacks: BTreeMap<Vec<Line>, [i64; 4]>,
    /// The file of each function. The profiler keeps the first that it meets under a name, and meets them in another order each time;
    /// so a stack is not known by its files.
    files: BTreeMap<String, String>,
    /// The figure that a viewer shows first.
    pub(crate) first: String,
    /// The bytes between two samples.
    pub(crate) period: i64,
}

impl Profile {
    /// Reads a gzipped file.
    pub(crate) fn decode(file: &[u8]) -> Result<Self> {
        let mut bytes = Vec::new();
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        let message = pprof_proto::Profile::from_bytes(&bytes)?;
        let first = message.string_table.get(usize::try_from(message.default_sample_type)?).context("no such text")?;
        let served = pprof::decode(file)?;
        let mut stacks: BTreeMap<Vec<Line>, [i64; 4]> = BTreeMap::new();
        for stack in &served.stacks {
            let lines = stack
                .frames
                .iter()
                .map(|frame| served.frame(*frame))
                .map(|frame| Line { function: served.function(frame.function).name.clone(), line: frame.line.into() });
            let sum = stacks.entry(lines.collect()).or_default();
            sum.iter_mut().zip(FIGURES).for_each(|(sum, figure)| *sum += stack.values.get(figure));
        }
        let files = served.functions.into_iter().map(|function| (function.name, function.file)).collect();
        Ok(Self { stacks, files, first: first.clone(), period: message.period })
    }

    /// What came since an earlier profile.
    pub(crate) fn since(mut self, earlier: &Self) -> Self {
        for (stack, values) in &mut self.stacks {
            if let Some(earlier) = earlier.stacks.get(stack) {
                values.iter_mut().zip(earlier).for_each(|(now, then)| *now -= then);
            }
        }
        self
    }

    /// The sums over all stacks.
    pub(crate) fn totals(&self) -> [i64; 4] {
        let mut totals = [0; 4];
        for values in self.stacks.values() {
            totals.iter_mut().zip(values).for_each(|(total, value)| *total += value);
        }
        totals
    }

    /// A figure by the innermost line whose function's name begins so; the largest first.
    pub(crate) fn by_line(&self, figure: usize, beginning: &str) -> Vec<(Line, i64)> {
        let mut by_line: BTreeMap<&Line, i64> = BTreeMap::new();
        for (stack, values) in &self.stacks {
            if let Some(line) = stack.iter().find(|line| line.function.starts_with(beginning)) {
                *by_line.entry(line).or_default() += values[figure];
            }
        }
        let mut lines: Vec<(Line, i64)> = by_line.into_iter().map(|(line, sum)| (line.clone(), sum)).collect();
        lines.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        lines
    }

    /// A figure by the innermost function that is meant; the largest first.
    pub(crate) fn by_function(&self, figure: usize, is_meant: impl Fn(&str) -> bool) -> Vec<(String, i64)> {
        let mut by_function: BTreeMap<&str, i64> = BTreeMap::new();
        for (stack, values) in &self.stacks {
            if let Some(line) = stack.iter().find(|line| is_meant(&line.function)) {
                *by_function.entry(&line.function).or_default() += values[figure];
            }
        }
        let mut functions: Vec<(String, i64)> =
            by_function.into_iter().map(|(function, sum)| (function.to_owned(), sum)).collect();
        functions.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
        functions
    }

    /// A figure of all stacks on which both functions stand.
    pub(crate) fn under(&self, figure: usize, caller: &str, callee: &str) -> i64 {
        let is_there = |stack: &[Line], function: &str| stack.iter().any(|line| line.function == function);
        self.sum(figure, |stack| is_there(stack, caller) && is_there(stack, callee))
    }

    /// A figure of all stacks on which a line stands.
    pub(crate) fn on_line(&self, figure: usize, line: &Line) -> i64 {
        self.sum(figure, |stack| stack.contains(line))
    }

    /// A figure of all stacks on which a function stands: what it allocates and what is allocated for it, once.
    pub(crate) fn within(&self, figure: usize, function: &str) -> i64 {
        self.sum(figure, |stack| stack.iter().any(|line| line.function == function))
    }

    /// The file of a function.
    pub(crate) fn file(&self, function: &str) -> Option<&str> {
        self.files.get(function).map(String::as_str)
    }

    /// The names of all functions.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &str> {
        self.stacks.keys().flatten().map(|line| line.function.as_str())
    }

    fn sum(&self, figure: usize, is_meant: impl Fn(&[Line]) -> bool) -> i64 {
        self.stacks.iter().filter(|(stack, _)| is_meant(stack)).map(|(_, values)| values[figure]).sum()
    }
}
