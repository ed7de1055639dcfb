//! A view of one profile: as text, made by `heap_views`, or as rows of a table.

use super::{Arguments, Shown, View};
use crate::UsageError;
use crate::table::{Cell, Format, Table};
use heap_views::calls::{Call, CallGraph, Node, Order};
use heap_views::drawings::{self, FlameOptions};
use heap_views::page::Page;
use heap_views::sites::{self, Site, Trait};
use heap_views::text::{self, percent};
use heap_views::{Function, HeapProfile, Listing, Sample, Sources, Unit};

/// How wide the picture of `graph` may be in pixels: a page's width.
const GRAPH_WIDTH: f64 = 900.0;
/// How many functions the call graph of --html has at most.
#[cfg(feature = "graph")]
const GRAPH_ON_PAGE: usize = 25;

pub(super) enum Seen {
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
    /// Whether the profiles are differences.
    pub(super) is_difference: bool,
}

impl Shows<'_> {
    /// `whole` is the sum of the profile, before stacks were left out.
    pub(super) fn view(&self, view: &View, profile: &HeapProfile, whole: i64) -> anyhow::Result<Seen> {
        let sample = self.sample;
        if !profile.stacks.is_empty() && profile.is_empty_in(sample) {
            eprintln!(
                "warning: no stack of the profile has anything in {sample}; another figure can be chosen with --sample"
            );
        }
        let is_part = !self.is_difference && (self.arguments.focus.is_some() || self.arguments.ignore.is_some());
        let graph = || {
            let graph = CallGraph::new(profile, sample);
            if is_part { graph.within(whole) } else { graph.relative_to(self.relative_to) }
        };
        if is_part {
            let part = profile.total(sample);
            let figure = |value| self.unit().figure(value, sample);
            eprintln!("note: shown are stacks with {} of {}, {}", figure(part), figure(whole), percent(part, whole));
        }
        let is_text = self.arguments.format == Format::Text;
        Ok(match view {
            View::Top(top) | View::Diff { top, .. } => {
                let graph = graph().sorted(if top.cum { Order::Cum } else { Order::Flat });
                let count = if top.count == 0 { graph.nodes.len() } else { top.count };
                if is_text {
                    Seen::Text(text::top(&graph, count, self.unit()))
                } else {
                    Seen::Rows(self.top(&graph, count))
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
            View::Blocks { only, count } => self.blocks(profile, only.map(Into::into), *count)?,
            View::Graph { count } => Seen::Text(picture(profile, &graph(), *count, GRAPH_WIDTH)? + "\n"),
            View::Flame { inverted, width } => {
                let options =
                    FlameOptions { sample, width: *width, is_inverted: *inverted, is_difference: self.is_difference };
                Seen::Text(drawings::flame(profile, &options)? + "\n")
            }
            View::List { function } => {
                let (listing, warnings) = heap_views::list(profile, sample, function, self.sources)?;
                for warning in warnings {
                    eprintln!("warning: {warning}");
                }
                let listing = if is_part { listing.within(whole) } else { listing.relative_to(self.relative_to) };
                if is_text { Seen::Text(text::list(&listing, self.unit())) } else { Seen::Rows(self.list(&listing)) }
            }
        })
    }

    fn tree(&self, graph: &CallGraph, places: &[usize]) -> Seen {
        if self.arguments.format == Format::Text {
            Seen::Text(text::tree(graph, places, self.unit()))
        } else {
            Seen::Rows(self.calls(graph, places))
        }
    }

    /// All views of a profile on one page.
    pub(super) fn page(&self, shown: &Shown) -> anyhow::Result<String> {
        let Shown { name, profile, whole, notes } = shown;
        let graph = CallGraph::new(profile, self.sample);
        // A source that is not there is no news beside a page that shows those that are.
        let has_source = |function: &Function| self.sources.file(&function.file).is_some();
        let (listing, _) = heap_views::list_where(profile, self.sample, has_source, self.sources);
        let is_part = !self.is_difference && (self.arguments.focus.is_some() || self.arguments.ignore.is_some());
        let graph = if is_part { graph.within(whole.get(self.sample)) } else { graph.relative_to(self.relative_to) };
        let mut notes = notes.clone();
        if profile.is_empty_in(self.sample) {
            notes.push(format!("No stack of the profile has anything in {}.", self.sample));
        }
        for (flag, pattern) in [("--focus", &self.arguments.focus), ("--ignore", &self.arguments.ignore)] {
            notes.extend(pattern.iter().map(|pattern| format!("Stacks are left out by {flag} {pattern}.")));
        }
        #[cfg(feature = "graph")]
        let picture = match profile.is_empty_in(self.sample) {
            true => None,
            // It is scrolled, so it may be as wide as it is.
            false => Some(picture(profile, &graph, GRAPH_ON_PAGE, f64::INFINITY)?),
        };
        #[cfg(not(feature = "graph"))]
        let picture: Option<String> = None;
        let page = Page { name, profile, graph: &graph, listing: &listing, picture: picture.as_deref(), notes: &notes };
        Ok(page.html())
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

    /// A row for each line that makes blocks.
    fn blocks(&self, profile: &HeapProfile, only: Option<Trait>, count: usize) -> anyhow::Result<Seen> {
        if self.is_difference {
            let message = "`blocks` shows averages, and a difference of two profiles has none; leave out the base";
            return Err(UsageError(message.to_owned()).into());
        }
        if let Some(only) = only.filter(|only| !only.is_in(profile)) {
            let message = match only {
                Trait::Small => "the profile does not count blocks and bytes of the whole run",
                Trait::ShortLived => {
                    "the profile has no lifetimes; profile with the crate dhat or with valgrind's DHAT"
                }
                Trait::NeverRead | Trait::NeverWritten | Trait::HardlyUsed => {
                    "the profile does not say what is read and written; profile with `valgrind --tool=dhat`"
                }
            };
            return Err(UsageError(format!("--only {}: {message}", only.name())).into());
        }
        if !Trait::Small.is_in(profile) {
            let message =
                "`blocks` needs a profile that counts blocks and bytes of the whole run, and this one does not";
            return Err(UsageError(message.to_owned()).into());
        }
        let about = &profile.about;
        let all = sites::sites(profile);
        let chosen: Vec<&Site> = all.iter().filter(|site| only.is_none_or(|only| site.is(only))).collect();
        let shown = &chosen[..if count == 0 { chosen.len() } else { count.min(chosen.len()) }];
        let mut table = Table::new(&[("blocks", "blocks"), ("bytes", "bytes"), ("size", "size")]);
        if about.has_lifetimes {
            table.columns.push(("lifetime", "lifetime"));
        }
        if about.has_accesses {
            table.columns.extend([("reads/B", "reads_per_byte"), ("writes/B", "writes_per_byte")]);
        }
        table.columns.extend([("function", "function"), ("place", "place"), ("like", "kinds")]);
        for site in shown {
            let size = if self.arguments.exact {
                format!("{:.1}", site.size())
            } else {
                Unit::Scaled.figure(site.size().round() as i64, Sample::AllocSpace)
            };
            let mut row = vec![
                Cell::integer(site.blocks),
                Cell::both(self.unit().figure(site.bytes, Sample::AllocSpace), site.bytes),
                Cell::both(size, site.size()),
            ];
            if about.has_lifetimes {
                let text = |lifetime| about.clock.as_ref().map_or(String::new(), |clock| sites::time(lifetime, clock));
                row.push(site.lifetime().map_or(Cell::absent(""), |lifetime| Cell::both(text(lifetime), lifetime)));
            }
            if about.has_accesses {
                let cell =
                    |often: Option<f64>| often.map_or(Cell::absent(""), |often| Cell::both(sites::three(often), often));
                row.extend([cell(site.reads()), cell(site.writes())]);
            }
            let kinds: Vec<&str> = Trait::ALL.into_iter().filter(|one| site.is(*one)).map(Trait::name).collect();
            let place = if site.file.is_empty() { Cell::absent("") } else { Cell::text(site.place()) };
            row.extend([Cell::text(&site.function), place, Cell::both(kinds.join(", "), kinds)]);
            table.rows.push(row);
        }
        if self.arguments.format != Format::Text {
            return Ok(Seen::Rows(table));
        }
        let sum = |sites: &mut dyn Iterator<Item = &Site>| {
            sites.fold((0, 0), |sum, site| (sum.0 + site.blocks, sum.1 + site.bytes))
        };
        let whole = sum(&mut all.iter());
        let of =
            |(blocks, bytes): (i64, i64)| format!("{blocks} blocks, {}", self.unit().figure(bytes, Sample::AllocSpace));
        let mut text = format!("{} in total\n", of(whole));
        if let Some(clock) = &about.clock {
            text += &format!(
                "in {}, the most bytes live after {}",
                sites::time(clock.end as f64, clock),
                percent(clock.peak as i64, clock.end as i64)
            );
            if let (Some((blocks, part)), Some((bytes, _))) = (sites::rate(whole.0, clock), sites::rate(whole.1, clock))
            {
                text += &format!(
                    "; {} blocks and {} a {part}",
                    sites::three(blocks),
                    self.unit().figure(bytes.round() as i64, Sample::AllocSpace)
                );
            }
            text.push('\n');
        }
        if shown.len() < all.len() {
            let kind = only.map_or(String::new(), |only| format!(" that are {}", only.name()));
            let (part, chosen_blocks) = (sum(&mut shown.iter().copied()), chosen.len());
            text += &format!(
                "{} of {chosen_blocks} lines{kind}, with {}, {} of the blocks\n",
                shown.len(),
                of(part),
                percent(part.0, whole.0)
            );
        }
        Ok(Seen::Text(text + &table.render(Format::Text)))
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
fn picture(profile: &HeapProfile, graph: &CallGraph, count: usize, max_width: f64) -> anyhow::Result<String> {
    let options = drawings::GraphOptions { max_functions: count, max_width, ..drawings::GraphOptions::default() };
    Ok(drawings::graph(profile, graph, &options)?)
}

#[cfg(not(feature = "graph"))]
fn picture(_: &HeapProfile, _: &CallGraph, _: usize, _: f64) -> anyhow::Result<String> {
    let message = "`graph` is not in this build; install the program with `--features graph`, or draw with `flame`";
    Err(crate::UsageError(message.to_owned()).into())
}

fn share(value: i64, total: i64) -> Cell {
    let percentage = if total == 0 { 0.0 } else { (value as f64 / total as f64).abs() * 100.0 };
    Cell::both(percent(value, total), percentage)
}
