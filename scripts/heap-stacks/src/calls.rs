//! Which functions ask for the memory, and who calls them?
//!
//! Functions go by name, as in pprof at the granularity of functions: two of one name in different files are one.
//!
//! - **flat** of a function: the figures of stacks whose innermost frame is its.
//! - **cum**: the figures of stacks with a frame of it, each stack once, however often it recurs there.
//! - The figure of a **call** from one function to another: the figures of stacks in which the one stands directly above the other, each stack
//!   once. A function that calls itself has no such call.

use crate::{Error, HeapProfile, Sample};
use foldhash::fast::FixedState;
use indexmap::IndexSet;
use regex_lite::Regex;
use std::collections::HashMap;

/// Functions, and the calls between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallGraph {
    /// What is counted, and whether in bytes or blocks.
    pub sample: Sample,
    /// What percentages are of, in the unit of `sample`: the sum of the absolute figures of all stacks, or [`i64::MAX`] where that does
    /// not fit, unless [`Self::relative_to`] set another.
    pub total: i64,
    /// Whether `total` is that of the base of a difference, and not of the profile itself.
    pub is_difference: bool,
    /// The functions whose flat or cum is not 0, by falling flat.
    pub nodes: Vec<Node>,
}

/// A function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub function: String,
    /// What it asked for itself, in bytes or blocks, as [`CallGraph::sample`] says; of a difference, possibly negative.
    pub flat: i64,
    /// What it and all that it called asked for, in the same unit.
    pub cum: i64,
    /// Those that called it, by falling figure.
    pub callers: Vec<Call>,
    /// Those that it called, by falling figure.
    pub callees: Vec<Call>,
}

/// A call, seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// The place in [`CallGraph::nodes`] of the other end.
    pub node: usize,
    /// What was asked for in it, in bytes or blocks, as [`CallGraph::sample`] says.
    pub value: i64,
    /// Whether it was inlined wherever it is made.
    pub is_inlined: bool,
}

/// By which figure functions are sorted; falling, and by name where it is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By flat.
    #[default]
    Flat,
    /// By cum.
    Cum,
}

impl CallGraph {
    /// The functions of a profile, by falling flat.
    pub fn new(profile: &HeapProfile, sample: Sample) -> Self {
        let mut names = IndexSet::new();
        let of_function: Vec<usize> =
            profile.functions.iter().map(|function| names.insert_full(function.name.as_str()).0).collect();
        let (mut flat, mut cum) = (vec![0; names.len()], vec![0; names.len()]);
        // By caller and callee: the figure, whether it is inlined, and the stack in which it was counted last.
        // Looked up for each frame of each stack, by small numbers, so the hash is a fast one.
        let mut calls: HashMap<(usize, usize), (i64, bool, usize), FixedState> = HashMap::default();
        let mut total: i64 = 0;
        // The stack in which a function was counted last; stacks are numbered from 1.
        let mut seen = vec![0; names.len()];
        for (number, stack) in (1..).zip(&profile.stacks) {
            let value = stack.values.get(sample);
            total = total.saturating_add(value.saturating_abs());
            if value == 0 {
                continue;
            }
            let mut caller: Option<(usize, u64)> = None;
            for frame in stack.frames.iter().rev().map(|frame| profile.frame(*frame)) {
                let function = of_function[frame.function.0 as usize];
                if std::mem::replace(&mut seen[function], number) != number {
                    cum[function] += value;
                }
                if let Some((caller, address)) = caller
                    && caller != function
                {
                    let (figure, is_inlined, seen) = calls.entry((caller, function)).or_insert((0, true, 0));
                    if std::mem::replace(seen, number) != number {
                        *figure += value;
                        *is_inlined &= address != 0 && address == frame.address;
                    }
                }
                caller = Some((function, frame.address));
            }
            if let Some((innermost, _)) = caller {
                flat[innermost] += value;
            }
        }
        let mut nodes: Vec<Node> = names
            .iter()
            .zip(flat.into_iter().zip(cum))
            .map(|(name, (flat, cum))| Node {
                function: (*name).to_owned(),
                flat,
                cum,
                callers: Vec::new(),
                callees: Vec::new(),
            })
            .collect();
        for ((caller, callee), (value, is_inlined, _)) in calls {
            nodes[caller].callees.push(Call { node: callee, value, is_inlined });
            nodes[callee].callers.push(Call { node: caller, value, is_inlined });
        }
        let mut graph = Self { sample, total, is_difference: false, nodes };
        graph.keep(|node| node.flat != 0 || node.cum != 0);
        graph.sort(Order::Flat);
        graph
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

    /// With percentages of the total of a profile of which this one is a part.
    #[must_use]
    pub fn within(mut self, total: i64) -> Self {
        self.total = total;
        self
    }

    /// In another order.
    #[must_use]
    pub fn sorted(mut self, order: Order) -> Self {
        self.sort(order);
        self
    }

    /// The places of the functions whose names match.
    ///
    /// # Errors
    ///
    /// [`Error::Pattern`] and [`Error::NoMatch`].
    pub fn matching(&self, pattern: &str) -> Result<Vec<usize>, Error> {
        let regex = regex(pattern)?;
        let found = |(_, node): &(usize, &Node)| regex.is_match(&node.function);
        let places: Vec<usize> = self.nodes.iter().enumerate().filter(found).map(|(place, _)| place).collect();
        if places.is_empty() { Err(Error::NoMatch { pattern: pattern.to_owned() }) } else { Ok(places) }
    }

    fn sort(&mut self, order: Order) {
        let mut places: Vec<usize> = (0..self.nodes.len()).collect();
        places.sort_by(|one, other| {
            let (one, other) = (&self.nodes[*one], &self.nodes[*other]);
            let figure = |node: &Node| match order {
                Order::Flat => node.flat.unsigned_abs(),
                Order::Cum => node.cum.unsigned_abs(),
            };
            figure(other).cmp(&figure(one)).then_with(|| one.function.cmp(&other.function))
        });
        self.arrange(&places);
    }

    fn keep(&mut self, is_kept: impl Fn(&Node) -> bool) {
        let places: Vec<usize> = (0..self.nodes.len()).filter(|place| is_kept(&self.nodes[*place])).collect();
        self.arrange(&places);
    }

    /// Puts the nodes at these places, in this order; calls of others are forgotten.
    fn arrange(&mut self, places: &[usize]) {
        let mut new_place = vec![None; self.nodes.len()];
        (0..).zip(places).for_each(|(new, old)| new_place[*old] = Some(new));
        let mut nodes: Vec<Option<Node>> = std::mem::take(&mut self.nodes).into_iter().map(Some).collect();
        self.nodes = places.iter().filter_map(|old| nodes[*old].take()).collect();
        let names: Vec<String> = self.nodes.iter().map(|node| node.function.clone()).collect();
        for calls in self.nodes.iter_mut().flat_map(|node| [&mut node.callers, &mut node.callees]) {
            calls.retain_mut(|call| match new_place[call.node] {
                Some(place) => {
                    call.node = place;
                    true
                }
                None => false,
            });
            calls.sort_by(|one, other| {
                let by_figure = other.value.unsigned_abs().cmp(&one.value.unsigned_abs());
                by_figure.then_with(|| names[one.node].cmp(&names[other.node]))
            });
        }
    }
}

impl Node {
    /// Whether it was inlined wherever it was called, or only somewhere.
    pub fn inlined(&self) -> Inlined {
        match (self.callers.iter().any(|call| call.is_inlined), self.callers.iter().all(|call| call.is_inlined)) {
            (true, true) => Inlined::Always,
            (true, false) => Inlined::Partly,
            (false, _) => Inlined::Never,
        }
    }
}

/// Whether a function was inlined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inlined {
    /// By none of its callers.
    Never,
    /// By some of its callers.
    Partly,
    /// By all of its callers.
    Always,
}

/// A regular expression of the reader's.
///
/// # Errors
///
/// [`Error::Pattern`].
pub fn regex(pattern: &str) -> Result<Regex, Error> {
    Regex::new(pattern)
        .map_err(|error| Error::Pattern { pattern: pattern.to_owned(), reason: reason(&error.to_string()) })
}

/// The last line of the message, which says what is wrong; those before it draw where.
fn reason(message: &str) -> String {
    let last = message.lines().last().unwrap_or(message).trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::profile;

    fn figures(graph: &CallGraph) -> Vec<(&str, i64, i64)> {
        graph.nodes.iter().map(|node| (node.function.as_str(), node.flat, node.cum)).collect()
    }

    fn calls<'a>(graph: &'a CallGraph, calls: &[Call]) -> Vec<(&'a str, i64, bool)> {
        calls.iter().map(|call| (graph.nodes[call.node].function.as_str(), call.value, call.is_inlined)).collect()
    }

    #[test]
    fn flat_is_of_the_innermost_and_cum_of_all_that_are_in_the_stack() {
        let graph = CallGraph::new(&profile(&[("main a", 10), ("main a b", 5), ("main", 2)]), Sample::AllocSpace);
        assert_eq!(graph.total, 17);
        assert_eq!(figures(&graph), [("a", 10, 15), ("b", 5, 5), ("main", 2, 17)]);
        assert_eq!(figures(&graph.sorted(Order::Cum)), [("main", 2, 17), ("a", 10, 15), ("b", 5, 5)]);
    }

    #[test]
    fn recursion_counts_once() {
        let graph = CallGraph::new(&profile(&[("main a b a b", 8)]), Sample::AllocSpace);
        assert_eq!(figures(&graph), [("b", 8, 8), ("a", 0, 8), ("main", 0, 8)]);
        let b = &graph.nodes[0];
        assert_eq!(calls(&graph, &b.callers), [("a", 8, false)]);
        assert_eq!(calls(&graph, &b.callees), [("a", 8, false)]);
        let alone = CallGraph::new(&profile(&[("a a a", 8)]), Sample::AllocSpace);
        assert_eq!((figures(&alone), alone.nodes[0].callers.len()), (vec![("a", 8, 8)], 0));
    }

    #[test]
    fn functions_go_by_name_whatever_their_file() {
        let graph = CallGraph::new(&profile(&[("new@a.rs:1", 1), ("new@b.rs:1", 2)]), Sample::AllocSpace);
        assert_eq!(figures(&graph), [("new", 3, 3)]);
    }

    #[test]
    fn equal_figures_are_in_the_order_of_names_and_of_no_sign() {
        let graph = CallGraph::new(&profile(&[("b", 3), ("a", -3), ("c", 4)]), Sample::AllocSpace);
        assert_eq!(figures(&graph), [("c", 4, 4), ("a", -3, -3), ("b", 3, 3)]);
        assert_eq!(graph.total, 10, "absolute figures");
        assert_eq!(graph.relative_to(5).total, 5);
    }

    #[test]
    fn a_function_of_no_figure_is_left_out() {
        let graph =
            CallGraph::new(&profile(&[("main a", 3), ("main b", 0), ("main c", 2), ("c", -2)]), Sample::AllocSpace);
        assert_eq!(figures(&graph), [("a", 3, 3), ("main", 0, 5)]);
        assert_eq!(calls(&graph, &graph.nodes[1].callees), [("a", 3, false)]);
    }

    #[test]
    fn a_call_is_inlined_when_it_is_wherever_it_is_made() {
        let graph = CallGraph::new(&profile(&[("main +a b", 3), ("main a +b", 2)]), Sample::AllocSpace);
        let of = |name: &str| graph.nodes.iter().find(|node| node.function == name).unwrap();
        assert_eq!(of("a").inlined(), Inlined::Never, "not wherever main calls it");
        let graph = CallGraph::new(&profile(&[("main +a", 3), ("other a", 2)]), Sample::AllocSpace);
        let a = &graph.nodes[0];
        assert_eq!(
            (a.inlined(), calls(&graph, &a.callers)),
            (Inlined::Partly, vec![("main", 3, true), ("other", 2, false)])
        );
        assert_eq!(graph.nodes[1].inlined(), Inlined::Never);
    }

    #[test]
    fn functions_are_found_by_a_regular_expression() {
        let graph = CallGraph::new(&profile(&[("a::f", 3), ("b::f", 2), ("b::g", 1)]), Sample::AllocSpace);
        assert_eq!(graph.matching("^b::|^a").unwrap(), [0, 1, 2]);
        assert_eq!(graph.matching("f$").unwrap(), [0, 1]);
        assert!(graph.matching("zzz").unwrap_err().to_string().contains("no function of the profile matches `zzz`"));
        let error = graph.matching("Vec<(").unwrap_err().to_string();
        assert_eq!(
            error,
            "`Vec<(` is no regular expression: found open group without closing ')'; put a backslash before a sign that is meant literally"
        );
    }
}
