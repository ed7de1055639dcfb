//! Who called whom, and how much was asked for along the way: as a picture.
//!
//! A box is a function, with what it asked for itself (flat) and with all it called (cum), once for each stack that has it, however often.
//! An arrow leads from caller to callee, and its figure is what was asked for in stacks that have this call.
//! Functions of one name are one box.
//!
//! Only so much is drawn as can be read: the functions of the highest cum, fewer where the picture would be too wide. A call that
//! leads over functions left out is dashed. What is left out is said below the picture with its sum.

mod layout;
mod svg;

use crate::{Profile, Sample};
use std::collections::{HashMap, HashSet};

/// What a call graph shows.
#[derive(Clone, Copy, Debug)]
pub struct GraphOptions {
    /// The figure.
    pub sample: Sample,
    /// The most functions that are drawn.
    pub max_functions: usize,
    /// The part of the total, from 0 to 1, below which a function's cum is too little to be drawn.
    pub min_function: f64,
    /// The part of the total, from 0 to 1, below which a call is too little to be drawn.
    pub min_call: f64,
    /// The most pixels the picture may be wide; as many functions are left out as that takes.
    pub max_width: f64,
}

impl Default for GraphOptions {
    fn default() -> Self {
        Self { sample: Sample::default(), max_functions: 40, min_function: 0.005, min_call: 0.001, max_width: 900.0 }
    }
}

/// There is nothing to draw.
#[derive(Debug, thiserror::Error)]
#[error("the profile has nothing in {0}, so there is nothing to draw; choose another with --sample")]
pub struct NothingToDraw(pub(crate) Sample);

/// The profile's calls as an SVG that stands in a page or a file of its own, in light and in dark.
///
/// # Errors
///
/// When no stack has a figure other than zero.
pub fn graph(profile: &Profile, options: &GraphOptions) -> Result<String, NothingToDraw> {
    let calls = Calls::new(profile, options.sample);
    let enough =
        |part: f64| move |figure: i64| figure != 0 && figure.unsigned_abs() as f64 >= part * calls.total as f64;
    let mut functions: Vec<usize> = (0..calls.functions.len()).collect();
    functions.retain(|index| enough(options.min_function)(calls.functions[*index].cum));
    functions.sort_by_key(|index| {
        let function = &calls.functions[*index];
        (std::cmp::Reverse((function.cum.unsigned_abs(), function.flat.unsigned_abs())), function.name)
    });
    functions.truncate(options.max_functions.max(1));
    let paths = calls.paths(profile, options.sample, &functions);
    // One box is drawn, however wide.
    (1..=functions.len())
        .rev()
        .find_map(|count| {
            let mut between = calls_between(&paths, count);
            let all = between.len();
            between.retain(|call| enough(options.min_call)(call.figure));
            let drawn = &functions[..count];
            let left_out = calls.functions.iter().enumerate().filter(|(index, _)| !drawn.contains(index));
            let left_out: Vec<i64> = left_out.filter(|(_, left)| left.cum != 0).map(|(_, left)| left.flat).collect();
            let picture = svg::Picture {
                sample: options.sample,
                total: calls.total,
                functions: drawn.iter().map(|index| &calls.functions[*index]).collect(),
                functions_left_out: left_out.len(),
                flat_left_out: left_out.iter().sum(),
                calls_left_out: all - between.len(),
                calls: between,
            };
            picture.draw(if count == 1 { f64::INFINITY } else { options.max_width })
        })
        .ok_or(NothingToDraw(options.sample))
}

/// A function with its figures.
#[derive(Debug, PartialEq, Eq)]
struct Called<'p> {
    name: &'p str,
    flat: i64,
    cum: i64,
}

/// A call between two functions, by their places among those drawn.
#[derive(Debug, PartialEq, Eq)]
struct Call {
    from: usize,
    to: usize,
    figure: i64,
    /// Whether some of it leads over functions that are not drawn.
    is_indirect: bool,
}

/// Every function of the profile with its figures.
struct Calls<'p> {
    functions: Vec<Called<'p>>,
    /// The function of each [`crate::FunctionId`], for those of one name are one.
    of_function: Vec<usize>,
    /// The sum of the figures without their signs: in a difference of two profiles some are below zero.
    total: u64,
}

impl<'p> Calls<'p> {
    fn new(profile: &'p Profile, sample: Sample) -> Self {
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        let mut functions = Vec::new();
        let of_function = profile.functions.iter().map(|function| {
            *by_name.entry(&function.name).or_insert_with(|| {
                functions.push(Called { name: &function.name, flat: 0, cum: 0 });
                functions.len() - 1
            })
        });
        let of_function: Vec<usize> = of_function.collect();
        let mut total = 0_u64;
        for stack in &profile.stacks {
            let figure = stack.values.get(sample);
            total += figure.unsigned_abs();
            let called = stack.frames.iter().map(|frame| of_function[profile.frame(*frame).function.0 as usize]);
            if let Some(leaf) = called.clone().next() {
                functions[leaf].flat += figure;
            }
            for index in called.collect::<HashSet<_>>() {
                functions[index].cum += figure;
            }
        }
        Self { functions, of_function, total }
    }

    /// The stacks as far as they lead over the chosen functions, which are given by their places, with the sum of their figures.
    fn paths(&self, profile: &Profile, sample: Sample, chosen: &[usize]) -> HashMap<Vec<Step>, i64> {
        let places: HashMap<usize, usize> = chosen.iter().enumerate().map(|(place, index)| (*index, place)).collect();
        let mut paths: HashMap<Vec<Step>, i64> = HashMap::new();
        for stack in &profile.stacks {
            let functions = stack.frames.iter().rev().map(|frame| profile.frame(*frame).function.0 as usize);
            let path = steps(functions.map(|function| (places.get(&self.of_function[function]).copied(), false)));
            *paths.entry(path).or_default() += stack.values.get(sample);
        }
        paths
    }
}

/// A function on a path, from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Step {
    place: usize,
    /// Whether functions that are not drawn stand between it and the one before it.
    is_indirect: bool,
}

/// The steps to functions that are drawn: the others have no place, and make the next step an indirect one.
fn steps(functions: impl Iterator<Item = (Option<usize>, bool)>) -> Vec<Step> {
    let mut gap = false;
    let mut steps = Vec::new();
    for (place, is_indirect) in functions {
        gap |= is_indirect;
        match place {
            Some(place) => steps.push(Step { place, is_indirect: std::mem::take(&mut gap) }),
            None => gap = true,
        }
    }
    steps
}

/// The calls between the first `count` functions, from the largest.
fn calls_between(paths: &HashMap<Vec<Step>, i64>, count: usize) -> Vec<Call> {
    let mut calls: HashMap<(usize, usize), (i64, bool)> = HashMap::new();
    for (path, figure) in paths {
        let path = steps(path.iter().map(|step| ((step.place < count).then_some(step.place), step.is_indirect)));
        let mut seen = HashSet::new();
        for pair in path.windows(2) {
            let [Step { place: from, .. }, Step { place: to, is_indirect }] = *pair else { continue };
            // A way back to the function itself over functions that are not drawn says nothing.
            if (from == to && is_indirect) || !seen.insert((from, to)) {
                continue;
            }
            let (sum, indirect) = calls.entry((from, to)).or_default();
            *sum += figure;
            *indirect |= is_indirect;
        }
    }
    let call = |((from, to), (figure, is_indirect))| Call { from, to, figure, is_indirect };
    let mut calls: Vec<Call> = calls.into_iter().map(call).collect();
    calls.sort_by_key(|call| (std::cmp::Reverse(call.figure.unsigned_abs()), call.from, call.to));
    calls
}
