//! Who called whom, and how much was asked for along the way: as a picture.
//!
//! A box is a function with its flat and cum, an arrow a call with its figure; the module [`calls`](heap_views::calls) has what these are.
//!
//! Only so much is drawn as can be read: the functions of the highest cum, fewer where the picture would be too wide. A call that
//! leads over functions left out is dashed. Below the picture stands what is left out, with its sum.

mod layout;
mod svg;

use super::NothingToDraw;
use crate::calls::{CallGraph, Node};
use crate::{HeapProfile, Sample};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// How much of a call graph is drawn.
#[derive(Clone, Copy, Debug)]
pub struct GraphOptions {
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
        Self { max_functions: 40, min_function: 0.005, min_call: 0.001, max_width: 900.0 }
    }
}

/// The calls of a profile as a picture.
///
/// `calls` is the profile's own graph, and has the figure that is drawn.
///
/// # Errors
///
/// When no stack has a figure other than zero.
pub fn graph(profile: &HeapProfile, calls: &CallGraph, options: &GraphOptions) -> Result<String, NothingToDraw> {
    let is_enough = |figure: i64, part: f64| figure != 0 && figure.unsigned_abs() as f64 >= part * calls.total as f64;
    let mut functions: Vec<&Node> =
        calls.nodes.iter().filter(|node| is_enough(node.cum, options.min_function)).collect();
    functions.sort_by_key(|node| {
        (std::cmp::Reverse((node.cum.unsigned_abs(), node.flat.unsigned_abs())), node.function.as_str())
    });
    functions.truncate(options.max_functions.max(1));
    let paths = paths(profile, calls.sample, &functions);
    // One box is drawn, however wide.
    (1..=functions.len())
        .rev()
        .find_map(|count| {
            let drawn = &functions[..count];
            let mut between = calls_between(&paths, count);
            let all = between.len();
            between.retain(|call| is_enough(call.figure, options.min_call));
            let flat = |nodes: &mut dyn Iterator<Item = &Node>| nodes.map(|node| node.flat).sum::<i64>();
            let picture = svg::Picture {
                sample: calls.sample,
                total: calls.total,
                functions_left_out: calls.nodes.len() - count,
                flat_left_out: flat(&mut calls.nodes.iter()) - flat(&mut drawn.iter().copied()),
                calls_left_out: all - between.len(),
                functions: drawn,
                calls: between,
            };
            picture.draw(if count == 1 { f64::INFINITY } else { options.max_width })
        })
        .ok_or(NothingToDraw(calls.sample))
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

/// Steps from the outermost, with the sum of the figures of all stacks that take them. There may be hundreds of thousands, so the hash is a fast one.
type Paths = HashMap<Vec<Step>, i64, FixedState>;

/// The stacks as far as they lead over the chosen functions, which are given by their places, with the sum of their figures.
fn paths(profile: &HeapProfile, sample: Sample, chosen: &[&Node]) -> Paths {
    let places: HashMap<&str, usize> =
        chosen.iter().zip(0..).map(|(node, place)| (node.function.as_str(), place)).collect();
    let of_function: Vec<Option<usize>> =
        profile.functions.iter().map(|function| places.get(function.name.as_str()).copied()).collect();
    let (mut paths, mut path) = (Paths::default(), Vec::new());
    for stack in &profile.stacks {
        let functions = stack.frames.iter().rev().map(|frame| profile.frame(*frame).function.0 as usize);
        path.clear();
        add_steps(&mut path, functions.map(|function| (of_function[function], false)));
        let figure = stack.values.get(sample);
        match paths.get_mut(path.as_slice()) {
            Some(sum) => *sum += figure,
            None => _ = paths.insert(path.clone(), figure),
        }
    }
    paths
}

/// A function on a path, from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Step {
    place: usize,
    /// Whether functions that are not drawn stand between it and the one before it.
    is_indirect: bool,
}

/// The steps to functions that are drawn: the others have no place, and make the next step an indirect one.
fn add_steps(steps: &mut Vec<Step>, functions: impl Iterator<Item = (Option<usize>, bool)>) {
    let mut gap = false;
    for (place, is_indirect) in functions {
        gap |= is_indirect;
        match place {
            Some(place) => steps.push(Step { place, is_indirect: std::mem::take(&mut gap) }),
            None => gap = true,
        }
    }
}

/// The calls between the first `count` functions, from the largest.
fn calls_between(paths: &Paths, count: usize) -> Vec<Call> {
    // With the path in which a call was counted last; paths are numbered from 1.
    let mut calls: HashMap<(usize, usize), (i64, bool, usize), FixedState> = HashMap::default();
    let mut shown = Vec::new();
    for (number, (path, figure)) in (1..).zip(paths) {
        shown.clear();
        let steps = path.iter().map(|step| ((step.place < count).then_some(step.place), step.is_indirect));
        add_steps(&mut shown, steps);
        for pair in shown.windows(2) {
            let [Step { place: from, .. }, Step { place: to, is_indirect }] = *pair else { continue };
            if from == to {
                continue;
            }
            let (sum, indirect, seen) = calls.entry((from, to)).or_default();
            if std::mem::replace(seen, number) != number {
                *sum += figure;
                *indirect |= is_indirect;
            }
        }
    }
    let call = |((from, to), (figure, is_indirect, _))| Call { from, to, figure, is_indirect };
    let mut calls: Vec<Call> = calls.into_iter().map(call).collect();
    calls.sort_by_key(|call| (std::cmp::Reverse(call.figure.unsigned_abs()), call.from, call.to));
    calls
}
