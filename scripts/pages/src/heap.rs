//! Which functions and lines does a heap profile name?
//!
//! The profiles are those of `experiments/SLUG/kept/heap.json`; the views are those of `cargo workbook heap`.

use crate::directive::{Column, HeapView};
use crate::records::Records;
use crate::{format, html, profile, suggest};
use heap_views::calls::Order;
use heap_views::text::percent;
use heap_views::{CallGraph, FlameOptions, GraphOptions, Profile, Sample, Sources};
use record::heap::CaseProfile;
use record::{HeapProfiles, Kind};
use std::fmt::Write;

/// How many functions stand in a table; the rest is counted.
const ROWS: usize = 12;
/// How wide a picture may be: what a page has on a desk.
const WIDTH: u32 = 720;

/// A view of one case's profile.
pub(crate) struct Heap<'r> {
    /// The profiles of the experiment.
    pub(crate) recorded: &'r HeapProfiles,
    /// The case's id.
    pub(crate) case: &'r str,
    pub(crate) sample: Sample,
    /// The id of the provenance block on the same page.
    pub(crate) anchor: &'r str,
}

impl Heap<'_> {
    /// The view as HTML.
    pub(crate) fn show(&self, view: &HeapView<'_>, records: &Records) -> Result<String, String> {
        let profile = profile::of(records, &self.recorded.experiment, self.recorded_case()?)?;
        let calls = CallGraph::new(&profile, self.sample);
        match *view {
            HeapView::Figure { function, column } => self.figure(&calls, function, column),
            _ if calls.nodes.is_empty() => Err(format!(
                "`{}` of `{}` has nothing in {}: nothing was asked for",
                self.case, self.recorded.experiment, self.sample
            )),
            HeapView::Top { cum } => Ok(self.top(calls, if cum { Order::Cum } else { Order::Flat })),
            HeapView::Peek(function) => self.peek(&calls, function),
            HeapView::List(function) => {
                self.list(&profile, function, &records.heap_sources(&self.recorded.experiment)?)
            }
            HeapView::Graph => {
                let options = GraphOptions { max_width: WIDTH.into(), ..GraphOptions::default() };
                let picture = heap_views::graph(&profile, &calls, &options).map_err(|error| error.to_string())?;
                Ok(self.picture("call graph", &picture, calls))
            }
            HeapView::Flame => {
                let options = FlameOptions { sample: self.sample, width: WIDTH as usize, ..FlameOptions::default() };
                let picture = heap_views::flame(&profile, &options).map_err(|error| error.to_string())?;
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
        if self.sample.is_bytes() { format::bytes(value.into()) } else { format::count(value.into()) }
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
        Ok(format!(r#"<span class="figure" title="{}">{}</span>"#, html::escape(&title), html::escape(&text)))
    }

    fn top(&self, calls: CallGraph, order: Order) -> String {
        let command = format!("top{}", if order == Order::Cum { " --cum" } else { "" });
        let mut out = self.begin(&command);
        out.push_str(&self.functions(&calls.sorted(order), &command));
        out + &self.end()
    }

    /// The table of functions in their order; `what` tells it from others of the page.
    fn functions(&self, calls: &CallGraph, what: &str) -> String {
        let mut out = self.table(what, &["flat", "flat %", "sum %", "cum", "cum %"], "function");
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
            out.push_str(&row(&cells, &name(&node.function)));
        }
        out.push_str("</tbody></table></div>");
        if let Some(rest) = calls.nodes.get(ROWS..).filter(|rest| !rest.is_empty()) {
            let flat: i64 = rest.iter().map(|node| node.flat).sum();
            let _ = write!(
                out,
                r#"<p class="note">{} more functions, with {} flat, are left out.</p>"#,
                rest.len(),
                self.amount(flat)
            );
        }
        out
    }

    fn peek(&self, calls: &CallGraph, function: &str) -> Result<String, String> {
        let places = calls.matching(function).map_err(|error| error.to_string())?;
        let mut out = self.begin(&format!("peek {function}"));
        out.push_str(&self.table(&format!("peek {function}"), &["flat", "cum", "cum %"], "function"));
        for place in places {
            let node = &calls.nodes[place];
            let of = |value: i64| ["".to_owned(), self.amount(value), percent(value, calls.total)];
            for call in &node.callers {
                out.push_str(&row(&of(call.value), &format!("called by {}", name(&calls.nodes[call.node].function))));
            }
            let cells = [self.amount(node.flat), self.amount(node.cum), percent(node.cum, calls.total)];
            out.push_str(&row(&cells, &format!("<strong>{}</strong>", name(&node.function))));
            for call in &node.callees {
                out.push_str(&row(&of(call.value), &format!("calls {}", name(&calls.nodes[call.node].function))));
            }
        }
        out.push_str("</tbody></table></div>");
        Ok(out + &self.end())
    }

    fn list(&self, profile: &Profile, function: &str, sources: &Sources) -> Result<String, String> {
        let (listing, warnings) =
            heap_views::list(profile, self.sample, function, sources).map_err(|error| error.to_string())?;
        if let Some(warning) = warnings.first() {
            return Err(format!("{warning}; renew it with {}", Kind::Heap.renewal(&self.recorded.experiment)));
        }
        let mut out = self.begin(&format!("list {function}"));
        for routine in &listing.routines {
            let _ = write!(
                out,
                r#"<p class="routine">{} in <code>{}</code>: {} flat, {} cum, {} of the total</p>"#,
                name(&routine.function),
                html::escape(&routine.file).replace('/', "/<wbr>"),
                self.amount(routine.flat),
                self.amount(routine.cum),
                percent(routine.cum, listing.total)
            );
            out.push_str(&self.table(&routine.function, &["flat", "cum", "line"], "source"));
            for line in &routine.lines {
                // Marks for the book and for the site report are no part of the lesson.
                let text = line.text.as_deref().unwrap_or_default();
                let text = text.split("// heap:").next().unwrap_or_default().trim_end();
                let is_mark = text.trim_start().starts_with("// ANCHOR")
                    || (text.is_empty() && line.text.as_ref().is_some_and(|whole| !whole.trim().is_empty()));
                if is_mark && line.cum == 0 {
                    continue;
                }
                let amount = |value: i64| if value == 0 { "\u{b7}".to_owned() } else { self.amount(value) };
                let number = if line.number == 0 { "?".to_owned() } else { line.number.to_string() };
                let class = if line.cum == 0 { "" } else { r#" class="counted""# };
                let _ = write!(
                    out,
                    r#"<tr{class}><td class="number">{}</td><td class="number">{}</td><td class="number line">{number}</td><td class="source"><code>{}</code></td></tr>"#,
                    amount(line.flat),
                    amount(line.cum),
                    html::escape(text)
                );
            }
            out.push_str("</tbody></table></div>");
        }
        Ok(out + &self.end())
    }

    fn picture(&self, what: &str, picture: &str, calls: CallGraph) -> String {
        // A blank line would end the block.
        let picture: String = picture.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ");
        let caption = format!("The {what} of {}", self.of());
        format!(
            r#"<figure class="figures heap"><figcaption>{caption}</figcaption><div class="scroll" role="region" tabindex="0" aria-label="{caption}">{picture}</div><details class="data"><summary>The same functions as a table</summary>{}</details><p class="note">{}</p></figure>"#,
            self.functions(&calls.sorted(Order::Cum), &format!("functions of the {what}")),
            self.note()
        )
    }

    fn begin(&self, command: &str) -> String {
        let case = format!("{}/{}", self.recorded.experiment, self.case);
        let sample =
            if self.sample == Sample::default() { String::new() } else { format!(" --sample {}", self.sample) };
        let command = html::escape(&format!("cargo workbook heap {case}{sample} {command}"));
        format!(r#"<figure class="figures heap"><figcaption><code>{command}</code></figcaption>"#)
    }

    fn end(&self) -> String {
        format!(r#"<p class="note">{}</p></figure>"#, self.note())
    }

    /// What a table's caption and a picture's say.
    fn of(&self) -> String {
        html::escape(&format!("{}, {}: {}", self.recorded.experiment, self.case, what(self.sample)))
    }

    fn note(&self) -> String {
        let rustc = self.recorded.provenance.compiler().split(" (").next().unwrap_or_default();
        format!(
            r##"{}, of one call, counted by dhat in the release build with {}; frames of the standard library are folded into the line that called it. <a href="#{}">How this was measured</a>"##,
            what(self.sample),
            html::escape(rustc),
            self.anchor
        )
    }

    /// The beginning of a table with these columns of numbers and one of text.
    fn table(&self, what: &str, numbers: &[&str], text: &str) -> String {
        let label = format!("{}: {}", self.of(), html::escape(what));
        let mut out = format!(
            r#"<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table class="cases heap"><thead><tr>"#
        );
        for number in numbers {
            let _ = write!(out, r#"<th scope="col" class="number{}">{number}</th>"#, narrow(number));
        }
        let _ = write!(out, r#"<th scope="col">{text}</th></tr></thead><tbody>"#);
        out
    }
}

/// A row of numbers, then what they are of.
fn row(numbers: &[String], of: &str) -> String {
    let mut out = String::from("<tr>");
    for number in numbers {
        let _ = write!(out, r#"<td class="number{}">{}</td>"#, narrow(number), html::escape(number));
    }
    out + &format!(r#"<th scope="row" class="function">{of}</th></tr>"#)
}

/// The class of a cell that a narrow screen has no room for: percentages follow from the figures beside them.
fn narrow(cell: &str) -> &'static str {
    if cell.ends_with('%') { " percent" } else { "" }
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
