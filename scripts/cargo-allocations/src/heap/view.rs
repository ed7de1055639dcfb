//! A view of one profile: as text, made by `heap_views`, or as rows of a table.

use super::{Arguments, View};
use crate::table::{Cell, Format, Table};
use heap_views::calls::{Call, CallGraph, Node, Order};
use heap_views::drawings::{self, FlameOptions};
use heap_views::text::{self, percent};
use heap_views::{HeapProfile, Listing, Sample, Sources, Unit};

pub(super) enum Shown {
    Text(String),
    Rows(Table),
}

/// Shows profiles as the arguments say.
pub(super) struct Shows<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) sources: &'a Sources,
    /// What is counted.
    pub(super) sample: Sample,
    /// The total that percentages are of; 0 for the profile's own.
    pub(super) relative_to: i64,
}

impl Shows<'_> {
    pub(super) fn view(&self, view: &View, profile: &HeapProfile) -> anyhow::Result<Shown> {
        let sample = self.sample;
        if !profile.stacks.is_empty() && profile.is_empty_in(sample) {
            eprintln!(
                "warning: no stack of the profile has anything in {sample}; another figure can be chosen with --sample"
            );
        }
        let graph = || CallGraph::new(profile, sample).relative_to(self.relative_to);
        let is_text = self.arguments.format == Format::Text;
        Ok(match view {
            View::Top(top) | View::Diff { top, .. } => {
                let graph = graph().sorted(if top.cum { Order::Cum } else { Order::Flat });
                let count = if top.count == 0 { graph.nodes.len() } else { top.count };
                if is_text {
                    Shown::Text(text::top(&graph, count, self.unit()))
                } else {
                    Shown::Rows(self.top(&graph, count))
                }
            }
            View::Peek { function } => {
                let graph = graph();
                self.tree(&graph, &graph.matching(function)?)
            }
            View::Tree => {
                let graph = graph();
                self.tree(&graph, &(0..graph.nodes.len()).collect::<Vec<_>>())
            }
            View::Graph { count } => Shown::Text(picture(profile, &graph(), *count)? + "\n"),
            View::Flame { inverted, width } => {
                let options = FlameOptions { sample, width: *width, is_inverted: *inverted };
                Shown::Text(drawings::flame(profile, &options)? + "\n")
            }
            View::List { function } => {
                let (listing, warnings) = heap_views::list(profile, sample, function, self.sources)?;
                for warning in warnings {
                    eprintln!("warning: {warning}");
                }
                let listing = listing.relative_to(self.relative_to);
                if is_text { Shown::Text(text::list(&listing, self.unit())) } else { Shown::Rows(self.list(&listing)) }
            }
        })
    }

    fn tree(&self, graph: &CallGraph, places: &[usize]) -> Shown {
        if self.arguments.format == Format::Text {
            Shown::Text(text::tree(graph, places, self.unit()))
        } else {
            Shown::Rows(self.calls(graph, places))
        }
    }

    fn unit(&self) -> Unit {
        if self.arguments.exact { Unit::Exact } else { Unit::Scaled }
    }

    fn figure(&self, value: i64) -> Cell {
        Cell::both(self.unit().figure(value, self.sample), value)
    }

    fn top(&self, graph: &CallGraph, count: usize) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("flat", "flat"),
            ("flat %", "flat_percent"),
            ("sum %", "sum_percent"),
            ("cum", "cum"),
            ("cum %", "cum_percent"),
        ]);
        let mut sum = 0;
        for Node { function, flat, cum, .. } in graph.nodes.iter().take(count) {
            sum += flat;
            table.rows.push(vec![
                Cell::text(function),
                self.figure(*flat),
                share(*flat, graph.total),
                share(sum, graph.total),
                self.figure(*cum),
                share(*cum, graph.total),
            ]);
        }
        table
    }

    /// A row for each function and each of its calls.
    fn calls(&self, graph: &CallGraph, places: &[usize]) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("row", "row"),
            ("other", "other"),
            ("figure", "figure"),
            ("inlined", "inlined"),
        ]);
        for node in places.iter().map(|place| &graph.nodes[*place]) {
            let own = |row: &str, value| {
                vec![
                    Cell::text(&node.function),
                    Cell::text(row),
                    Cell::absent(""),
                    self.figure(value),
                    Cell::absent(""),
                ]
            };
            let call = |row: &str, call: &Call| {
                let other = &graph.nodes[call.node].function;
                let inlined = Cell::both(if call.is_inlined { "yes" } else { "no" }, call.is_inlined);
                vec![Cell::text(&node.function), Cell::text(row), Cell::text(other), self.figure(call.value), inlined]
            };
            table.rows.extend(node.callers.iter().map(|caller| call("caller", caller)));
            table.rows.extend([own("flat", node.flat), own("cum", node.cum)]);
            table.rows.extend(node.callees.iter().map(|callee| call("callee", callee)));
        }
        table
    }

    fn list(&self, listing: &Listing) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("file", "file"),
            ("line", "line"),
            ("flat", "flat"),
            ("cum", "cum"),
            ("source", "source"),
        ]);
        for routine in &listing.routines {
            for line in &routine.lines {
                let source = line.text.as_ref();
                table.rows.push(vec![
                    Cell::text(&routine.function),
                    Cell::text(&routine.file),
                    Cell::integer(line.number),
                    self.figure(line.flat),
                    self.figure(line.cum),
                    source.map_or(Cell::absent(""), |source| Cell::text(source.trim_end())),
                ]);
            }
        }
        table
    }
}

/// The call graph, drawn.
#[cfg(feature = "graph")]
fn picture(profile: &HeapProfile, graph: &CallGraph, count: usize) -> anyhow::Result<String> {
    let options = drawings::GraphOptions { max_functions: count, ..drawings::GraphOptions::default() };
    Ok(drawings::graph(profile, graph, &options)?)
}

#[cfg(not(feature = "graph"))]
fn picture(_: &HeapProfile, _: &CallGraph, _: usize) -> anyhow::Result<String> {
    let message = "`graph` is not in this build; install the program with `--features graph`, or draw with `flame`";
    Err(crate::UsageError(message.to_owned()).into())
}

fn share(value: i64, total: i64) -> Cell {
    let percentage = if total == 0 { 0.0 } else { (value as f64 / total as f64).abs() * 100.0 };
    Cell::both(percent(value, total), percentage)
}
