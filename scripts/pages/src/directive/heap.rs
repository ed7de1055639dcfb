//! `{{#heap}}`: which functions and lines a heap profile names.
//!
//! The views are those of `cargo workbook heap`.

use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::in_sentence;
use crate::html::{self, Cell, Table};
use crate::records::Records;
use crate::{profile, regions, suggest};
use heap_views::calls::{Call, Order};
use heap_views::drawings::{self, FlameOptions, GraphOptions};
use heap_views::listing::Line;
use heap_views::text::percent;
use heap_views::{CallGraph, HeapProfile, Sample, Sources};
use record::heap::CaseProfile;
use record::{HeapProfiles, Kind, print};
use std::collections::BTreeMap;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "heap",
    forms: &[
        "SLUG CASE top [cum] [SAMPLE]",
        "SLUG CASE list FUNCTION [SAMPLE]",
        "SLUG CASE peek FUNCTION [SAMPLE]",
        "SLUG CASE graph [SAMPLE]",
        "SLUG CASE flame [SAMPLE]",
        "SLUG CASE figure FUNCTION flat|cum|flat-percent|cum-percent [SAMPLE]",
    ],
    about: "A view of a case\u{2019}s heap profile; `figure` stands in a sentence.",
    parse: |arguments| {
        let mut words = words(arguments);
        // The sample is the last word, where it is one.
        let named = |word: &str| Sample::ALL.into_iter().find(|sample| sample.name() == word);
        let sample = words.last().and_then(|last| named(last));
        if sample.is_some() {
            words.pop();
        }
        let [slug, case, view @ ..] = &words[..] else { return Err(SYNTAX.usage()) };
        let view = match *view {
            ["top"] => View::Top { cum: false },
            ["top", "cum"] => View::Top { cum: true },
            ["list", function] => View::List(function),
            ["peek", function] => View::Peek(function),
            ["graph"] => View::Graph,
            ["flame"] => View::Flame,
            ["figure", function, column] => View::Figure { function, column: Column::read(column)? },
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(Heap { slug, case, view, sample: sample.unwrap_or_default() }))
    },
};

/// What of a heap profile is shown.
#[derive(Debug)]
enum View<'a> {
    /// The functions, those with the most of their own first, or those with the most in all.
    Top { cum: bool },
    /// The source of the functions whose name has this in it, with figures beside its lines.
    List(&'a str),
    /// Who calls the function, and whom it calls.
    Peek(&'a str),
    /// The call graph.
    Graph,
    /// The flame graph.
    Flame,
    /// One figure inline.
    Figure { function: &'a str, column: Column },
}

/// A column of the table of functions.
#[derive(Clone, Copy, Debug)]
enum Column {
    Flat,
    Cum,
    FlatPercent,
    CumPercent,
}

impl Column {
    fn read(word: &str) -> Result<Self, String> {
        known("column", word, &["flat", "cum", "flat-percent", "cum-percent"])?;
        Ok(match word {
            "flat" => Self::Flat,
            "cum" => Self::Cum,
            "flat-percent" => Self::FlatPercent,
            _ => Self::CumPercent,
        })
    }
}

#[derive(Debug)]
struct Heap<'a> {
    slug: &'a str,
    case: &'a str,
    view: View<'a>,
    sample: Sample,
}

impl Directive for Heap<'_> {
    fn is_block(&self) -> bool {
        !matches!(self.view, View::Figure { .. })
    }

    fn add_shown(&self, _: &Records, shown: &mut BTreeMap<String, record::Shown>) {
        shown.entry(self.slug.to_owned()).or_default().profiles.insert(self.case.to_owned());
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let records = context.records();
        let recorded = records.heap(self.slug)?;
        // A figure in a sentence has no link.
        let anchor = if self.is_block() { context.provenance(self.slug)? } else { "" };
        let Self { case, sample, .. } = *self;
        CaseView { recorded: &recorded, case, sample, anchor }.show(&self.view, records)
    }
}

/// How many functions stand in a table; the rest is counted.
const ROWS: usize = 12;
/// How wide a picture may be: what a page has on a desk.
const WIDTH: u32 = 720;

/// A view of one case's profile.
struct CaseView<'r> {
    /// The profiles of the experiment.
    recorded: &'r HeapProfiles,
    /// The case's id.
    case: &'r str,
    sample: Sample,
    /// The id of the provenance block on the same page.
    anchor: &'r str,
}

impl CaseView<'_> {
    /// The view as HTML.
    fn show(&self, view: &View<'_>, records: &Records) -> Result<String, String> {
        let profile = profile::of(records, &self.recorded.experiment, self.recorded_case()?)?;
        let calls = CallGraph::new(&profile, self.sample);
        match *view {
            View::Figure { function, column } => self.figure(&calls, function, column),
            _ if calls.nodes.is_empty() => Err(format!(
                "`{}` of `{}` has nothing in {}: nothing was asked for",
                self.case, self.recorded.experiment, self.sample
            )),
            View::Top { cum } => Ok(self.top(calls, if cum { Order::Cum } else { Order::Flat })),
            View::Peek(function) => self.peek(&calls, function),
            View::List(function) => self.list(&profile, function, records.heap_sources()?),
            View::Graph => {
                let options = GraphOptions { max_width: WIDTH.into(), ..GraphOptions::default() };
                let picture = drawings::graph(&profile, &calls, &options).map_err(|error| error.to_string())?;
                Ok(self.picture("call graph", &picture, calls))
            }
            View::Flame => {
                let options = FlameOptions { sample: self.sample, width: WIDTH as usize, ..FlameOptions::default() };
                let picture = drawings::flame(&profile, &options).map_err(|error| error.to_string())?;
                Ok(self.picture("flame graph", &picture, calls))
            }
        }
    }

    fn recorded_case(&self) -> Result<&CaseProfile, String> {
        self.recorded.case(self.case).ok_or_else(|| {
            let known = self.recorded.cases.iter().map(|case| case.case.as_str());
            let nearest = suggest::nearest(self.case, known);
            let remedy = Kind::Heap.renewal(&self.recorded.experiment);
            format!(
                "`{}` has no heap profile of `{}`{nearest}; if it is a case, add its profile with {remedy}",
                self.recorded.experiment, self.case
            )
        })
    }

    fn amount(&self, value: i64) -> String {
        if self.sample.is_bytes() { print::bytes(value.into()) } else { print::count(value.into()) }
    }

    fn figure(&self, calls: &CallGraph, function: &str, column: Column) -> Result<String, String> {
        let places = calls.matching(function).map_err(|error| error.to_string())?;
        let &[place] = places.as_slice() else {
            let names: Vec<&str> = places.iter().map(|place| calls.nodes[*place].function.as_str()).collect();
            return Err(format!("`{function}` is in several functions: {}; write more of the name", names.join(", ")));
        };
        let node = &calls.nodes[place];
        let (word, text) = match column {
            Column::Flat => ("flat", self.amount(node.flat)),
            Column::Cum => ("cum", self.amount(node.cum)),
            Column::FlatPercent => ("flat", percent(node.flat, calls.total)),
            Column::CumPercent => ("cum", percent(node.cum, calls.total)),
        };
        let title = format!("{}, {}: {word} of {}, release", self.case, self.sample, node.function);
        let origin = Origin::Record(self.recorded.experiment.clone());
        Ok(in_sentence("figure", &origin, &title, &text))
    }

    fn top(&self, calls: CallGraph, order: Order) -> String {
        let command = format!("top{}", if order == Order::Cum { " --cum" } else { "" });
        self.figure_of(&command, &self.functions(&calls.sorted(order), &command))
    }

    /// The table of functions in their order; `what` tells it from others of the page.
    fn functions(&self, calls: &CallGraph, what: &str) -> String {
        let mut table = self.table(what, &["flat", "flat %", "sum %", "cum", "cum %"], "function");
        let mut sum = 0;
        for node in calls.nodes.iter().take(ROWS) {
            sum += node.flat;
            let cells = [
                self.amount(node.flat),
                percent(node.flat, calls.total),
                percent(sum, calls.total),
                self.amount(node.cum),
                percent(node.cum, calls.total),
            ];
            table.row(row(cells, name(&node.function)));
        }
        let mut out = table.html();
        if let Some(rest) = calls.nodes.get(ROWS..).filter(|rest| !rest.is_empty()) {
            let flat = self.amount(rest.iter().map(|node| node.flat).sum());
            out += &html::note(&format!("{} more functions, with {flat} flat, are left out.", rest.len()));
        }
        out
    }

    fn peek(&self, calls: &CallGraph, function: &str) -> Result<String, String> {
        let command = format!("peek {function}");
        let mut table = self.table(&command, &["flat", "cum", "cum %"], "function");
        for place in calls.matching(function).map_err(|error| error.to_string())? {
            let node = &calls.nodes[place];
            let call = |how: &str, call: &Call| {
                let cells = [String::new(), self.amount(call.value), percent(call.value, calls.total)];
                row(cells, format!("{how} {}", name(&calls.nodes[call.node].function)))
            };
            node.callers.iter().for_each(|caller| table.row(call("called by", caller)));
            let cells = [self.amount(node.flat), self.amount(node.cum), percent(node.cum, calls.total)];
            table.row(row(cells, format!("<strong>{}</strong>", name(&node.function))));
            node.callees.iter().for_each(|callee| table.row(call("calls", callee)));
        }
        Ok(self.figure_of(&command, &table.html()))
    }

    fn list(&self, profile: &HeapProfile, function: &str, sources: &Sources) -> Result<String, String> {
        let (listing, warnings) =
            heap_views::list(profile, self.sample, function, sources).map_err(|error| error.to_string())?;
        if let Some(warning) = warnings.first() {
            return Err(format!("{warning}; renew it with {}", Kind::Heap.renewal(&self.recorded.experiment)));
        }
        let mut out = String::new();
        for routine in &listing.routines {
            out += &format!(
                r#"<p class="routine">{} in <code>{}</code>: {} flat, {} cum, {} of the total</p>"#,
                name(&routine.function),
                html::escape(&routine.file).replace('/', "/<wbr>"),
                self.amount(routine.flat),
                self.amount(routine.cum),
                percent(routine.cum, listing.total)
            );
            let mut table = self.table(&routine.function, &["flat", "cum", "line"], "source");
            // Neither is the declaration that ends a variant's file, which may follow as context.
            let declared = |line: &&Line| line.text.as_deref().is_some_and(declaration::is_declaration);
            let code: Vec<&Line> = routine.lines.iter().take_while(|line| !declared(line)).collect();
            let blank = |line: &&&Line| line.cum == 0 && line.text.as_ref().is_some_and(|text| text.trim().is_empty());
            let trailing = code.iter().rev().take_while(blank).count();
            for line in &code[..code.len() - trailing] {
                // Marks for the book and for the site report are no part of the lesson.
                let text = line.text.as_deref().unwrap_or_default();
                let text = text.split("// heap:").next().unwrap_or_default().trim_end();
                let is_mark = regions::is_mark(text)
                    || (text.is_empty() && line.text.as_ref().is_some_and(|whole| !whole.trim().is_empty()));
                if is_mark && line.cum == 0 {
                    continue;
                }
                let amount = |value: i64| if value == 0 { "\u{b7}".to_owned() } else { self.amount(value) };
                let number = if line.number == 0 { "?".to_owned() } else { line.number.to_string() };
                let class = if line.cum == 0 { "" } else { "counted" };
                table.row_of(
                    class,
                    [
                        Cell::value("number", amount(line.flat)),
                        Cell::value("number", amount(line.cum)),
                        Cell::value("number line", number),
                        Cell::value("source", format!("<code>{}</code>", html::escape(text))),
                    ],
                );
            }
            out += &table.html();
        }
        Ok(self.figure_of(&format!("list {function}"), &out))
    }

    fn picture(&self, what: &str, picture: &str, calls: CallGraph) -> String {
        // A blank line would end the block.
        let picture: String = picture.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ");
        let caption = html::escape(&format!("The {what} of {}", self.of()));
        format!(
            r#"<figure class="figures heap"><figcaption>{caption}</figcaption><div class="scroll" role="region" tabindex="0" aria-label="{caption}">{picture}</div><details class="data"><summary>The same functions as a table</summary>{}</details>{}</figure>"#,
            self.functions(&calls.sorted(Order::Cum), &format!("functions of the {what}")),
            self.note()
        )
    }

    /// What a command shows, below the command and above the note.
    fn figure_of(&self, command: &str, shown: &str) -> String {
        let case = format!("{}/{}", self.recorded.experiment, self.case);
        let sample =
            if self.sample == Sample::default() { String::new() } else { format!(" --sample {}", self.sample) };
        let command = html::escape(&format!("cargo workbook heap {case}{sample} {command}"));
        format!(
            r#"<figure class="figures heap"><figcaption><code>{command}</code></figcaption>{shown}{}</figure>"#,
            self.note()
        )
    }

    /// The case and what is counted, for captions.
    fn of(&self) -> String {
        format!("{}, {}: {}", self.recorded.experiment, self.case, what(self.sample))
    }

    fn note(&self) -> String {
        let rustc = self.recorded.provenance.compiler().split(" (").next().unwrap_or_default();
        html::note(&format!(
            "{}, of one call, counted by dhat in the release build with {}; frames of the standard library are folded into the line that called it. {}",
            what(self.sample),
            html::escape(rustc),
            html::link_to(self.anchor, "How this was measured")
        ))
    }

    /// The beginning of a table with these columns of numbers and one of text.
    fn table(&self, what: &str, numbers: &[&str], text: &str) -> Table {
        let mut table = Table::without_caption("heap", &format!("{}: {what}", self.of()));
        let numbers = numbers.iter().map(|number| Cell::column(class(number), *number));
        table.head(numbers.chain([Cell::column("", text)]));
        table
    }
}

/// A row of numbers, then what they are of.
fn row<const N: usize>(numbers: [String; N], of: String) -> impl Iterator<Item = Cell> {
    let numbers = numbers.into_iter().map(|number| Cell::value(class(&number), html::escape(&number)));
    numbers.chain([Cell::row_name("function", of)])
}

/// The class of a number. A narrow screen has no room for percentages, which follow from the figures beside them.
fn class(number: &str) -> &'static str {
    if number.ends_with('%') { "number percent" } else { "number" }
}

/// A function's name as code that a narrow column breaks after `::` only.
fn name(function: &str) -> String {
    format!("<code>{}</code>", html::escape(function).replace("::", "::<wbr>"))
}

fn what(sample: Sample) -> &'static str {
    match sample {
        Sample::AllocSpace => "Bytes asked for in all",
        Sample::AllocObjects => "Blocks made in all",
        Sample::PeakSpace => "Bytes held when the most were held",
        Sample::PeakObjects => "Blocks held when the most bytes were held",
        Sample::EndSpace => "Bytes held at the end",
        Sample::EndObjects => "Blocks held at the end",
    }
}
