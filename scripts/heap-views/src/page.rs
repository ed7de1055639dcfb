//! How does a profile become one file that a browser shows without the network?
//!
//! Table, flame graph, call graph and source on one page. It has its style and its script in it, and asks nothing of anybody: a policy in
//! its head forbids the browser to. Without script it is the same page, unsorted and unzoomed. The flame graph is a tree of items, so that
//! keys lead through it and a screen reader tells each; boxes are in parts of the page's width, and so fit a phone.

use crate::calls::{CallGraph, Node, Order};
use crate::drawings::{escape, exact};
use crate::flame_boxes::{self, Box, Boxes};
use crate::listing::{Listing, Routine};
use crate::text::percent;
use crate::{HeapProfile, Sample, Unit};
use std::collections::HashMap;
use std::fmt::Write;

/// The most rows of the table, functions with their calls, and functions with their source: a browser shows so many at once.
const MOST_FUNCTIONS: usize = 1000;
const MOST_CALLS: usize = 100;
const MOST_SOURCES: usize = 100;
/// A box narrower than one of so many parts of the whole is not drawn.
const PARTS: usize = 1500;
/// The height of a box in rem.
const ROW: f64 = 1.5;

/// What a page is made of.
#[derive(Debug)]
pub struct Page<'p> {
    /// What the profile is of: its file, as the reader named it.
    pub name: &'p str,
    /// The profile, folded.
    pub profile: &'p HeapProfile,
    /// Its functions, with the figure that is shown.
    pub graph: &'p CallGraph,
    /// Its lines.
    pub listing: &'p Listing,
    /// The call graph as SVG, where it is drawn.
    pub picture: Option<&'p str>,
    /// What is doubtful about the profile.
    pub notes: &'p [String],
}

impl Page<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let Self { name, profile, graph, .. } = *self;
        let sample = graph.sample;
        let title = format!("Heap profile: {name}");
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
"#,
            title = escape(&title),
            style = include_str!("page/page.css"),
        );
        if !profile.command.is_empty() {
            let _ = writeln!(out, "<p>Program: <code>{}</code></p>", escape(&profile.command));
        }
        let of = if graph.is_difference { " in the base; shown is what was added and what went" } else { " in total" };
        let _ =
            writeln!(out, "<p><strong>{sample}</strong>: {}{of}. {}</p>", self.figure(graph.total), meaning(sample));
        for note in self.notes {
            let _ = writeln!(out, r#"<p class="warning">{}</p>"#, escape(note));
        }
        out.push_str(concat!(
            "<nav aria-label=\"Views\"><ul><li><a href=\"#functions\">Functions</a></li><li><a href=\"#flame\">Flame graph</a></li>",
            "<li><a href=\"#calls\">Calls</a></li><li><a href=\"#source\">Source</a></li></ul></nav>\n</header>\n<main>\n"
        ));
        let sources = self.sources();
        self.table(&mut out, &sources);
        self.flame(&mut out);
        self.calls(&mut out);
        self.source(&mut out, &sources);
        let _ = write!(out, "</main>\n<script>\n{}</script>\n</body>\n</html>\n", include_str!("page/page.js"));
        out
    }

    fn figure(&self, figure: i64) -> String {
        escape(&Unit::Scaled.figure(figure, self.graph.sample))
    }

    /// The functions of which there is text, by falling cum, and their place.
    fn sources(&self) -> Vec<&Routine> {
        let has_text = |routine: &&Routine| routine.lines.iter().any(|line| line.text.is_some());
        let mut sources: Vec<&Routine> = self.listing.routines.iter().filter(has_text).collect();
        sources.sort_by_key(|routine| std::cmp::Reverse((routine.flat.unsigned_abs(), routine.cum.unsigned_abs())));
        sources.truncate(MOST_SOURCES);
        sources
    }

    fn table(&self, out: &mut String, sources: &[&Routine]) {
        let graph = self.graph;
        let place: HashMap<&str, usize> =
            sources.iter().enumerate().rev().map(|(place, routine)| (routine.function.as_str(), place)).collect();
        let shown = &graph.nodes[..graph.nodes.len().min(MOST_FUNCTIONS)];
        let _ = write!(
            out,
            r#"<section id="functions" aria-labelledby="functions-title"><h2 id="functions-title">Functions</h2>
<p>Flat is what a function asked for itself; cum also contains what the functions that it called asked for.</p>
<p class="script narrow"><label for="narrow">Only names with</label> <input id="narrow" type="search" autocomplete="off"> <span id="found" role="status"></span></p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of functions"><table><caption>{}</caption>
<thead><tr><th scope="col">function</th><th scope="col" class="figure" aria-sort="descending">flat</th><th scope="col" class="figure">flat %</th><th scope="col" class="figure">cum</th><th scope="col" class="figure">cum %</th></tr></thead>
<tbody>
"#,
            counted(shown.len(), graph.nodes.len(), "functions")
        );
        for Node { function, flat, cum, .. } in shown {
            let name = escape(function);
            let shown = match place.get(function.as_str()) {
                Some(place) => format!(r##"<a href="#source-{place}">{name}</a>"##),
                None => name.clone(),
            };
            let _ = write!(out, r#"<tr><td class="name" data-value="{name}">{shown}</td>"#);
            for value in [flat, cum] {
                let _ = write!(
                    out,
                    r#"<td class="figure" data-value="{value}">{}</td><td class="figure" data-value="{value}">{}</td>"#,
                    self.figure(*value),
                    percent(*value, graph.total)
                );
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div></section>\n");
    }

    fn flame(&self, out: &mut String) {
        let sample = self.graph.sample;
        out.push_str("<section aria-labelledby=\"flame-title\" id=\"flame\"><h2 id=\"flame-title\">Flame graph</h2>\n");
        let Boxes { total, mut boxes, left_out } = flame_boxes::boxes(self.profile, sample, PARTS);
        if total.size() == 0 {
            let _ = writeln!(out, "<p>No stack has anything in {sample}.</p></section>");
            return;
        }
        let is_difference = self.graph.is_difference || total.less > 0;
        boxes.sort_by_key(|one| (one.depth, one.start));
        let how = if is_difference {
            "A box is as wide as what changed: on its left what became more, on its right what became less. A name begins with the sign of the sum."
        } else {
            "A box is as wide as what was asked for in the function and below it. Colours tell crates apart."
        };
        let _ = writeln!(
            out,
            "<p>Callers stand above what they call. {how} {}</p>\n<p class=\"script\">Keys: the arrows lead from box to box, Enter widens a box, Escape shows all. \
             <button type=\"button\" id=\"flame-out\" disabled>Show all</button></p>",
            if left_out > 0 {
                format!("Boxes of less than 1/{PARTS} of the width are left out: {left_out}.")
            } else {
                String::new()
            }
        );
        let deepest = boxes.iter().map(|one| one.depth).max().unwrap_or_default();
        let _ = writeln!(
            out,
            r#"<div class="flame" role="tree" aria-labelledby="flame-title" data-total="{}" style="height:{}rem">"#,
            total.size(),
            (deepest + 1) as f64 * ROW
        );
        for (place, Box { name, depth, start, change }) in boxes.iter().enumerate() {
            let part = |figure: i64| figure as f64 / total.size() as f64 * 100.0;
            let net = change.net();
            let (class, sign, more, figures) = if is_difference {
                let more = change.more as f64 / change.size() as f64 * 100.0;
                let sign = ["\u{2212} ", "= ", "+ "][(net.signum() + 1) as usize];
                let figures = format!("{} more, {} less", exact(change.more, sample), exact(change.less, sample));
                ("change".to_owned(), sign, format!("--more:{more:.2}%;"), figures)
            } else {
                let figures = format!("{}, {}", exact(net, sample), percent(net, total.more));
                (format!("k{}", flame_boxes::colour(name)), "", String::new(), figures)
            };
            let text = format!("{sign}{}", symbols::short_with_closures(name));
            // What is seen comes first, so that who speaks it to the browser finds it.
            let label =
                if text == **name { format!("{text}: {figures}") } else { format!("{text}: {figures}, {name}") };
            let (text, label) = (escape(&text), escape(&label));
            let width = part(change.size());
            let tight = if width < 2.0 { " tight" } else { "" };
            let _ = writeln!(
                out,
                r#"<div role="treeitem" class="{class}{tight}" tabindex="{}" aria-level="{}" aria-label="{label}" title="{label}" data-start="{start}" data-width="{}" style="{more}inset-inline-start:{:.4}%;width:{width:.4}%;top:{}rem">{text}</div>"#,
                if place == 0 { 0 } else { -1 },
                depth + 1,
                change.size(),
                part(*start),
                *depth as f64 * ROW,
            );
        }
        out.push_str("</div>\n<p class=\"script status\" id=\"flame-status\" role=\"status\"></p></section>\n");
    }

    fn calls(&self, out: &mut String) {
        out.push_str("<section aria-labelledby=\"calls-title\" id=\"calls\"><h2 id=\"calls-title\">Calls</h2>\n");
        if let Some(picture) = self.picture {
            let _ = writeln!(
                out,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Call graph\">{picture}</div>\n<p>The same in words:</p>"
            );
        }
        let graph = self.graph.clone().sorted(Order::Cum);
        let shown = &graph.nodes[..graph.nodes.len().min(MOST_CALLS)];
        for node in shown {
            let _ = writeln!(
                out,
                "<details><summary><code>{}</code>, cum {}</summary>",
                escape(&node.function),
                self.figure(node.cum)
            );
            for (title, calls) in [("Called by", &node.callers), ("Calls", &node.callees)] {
                if calls.is_empty() {
                    continue;
                }
                let _ = writeln!(out, "<p>{title}:</p><ul>");
                for call in calls {
                    let inlined = if call.is_inlined { ", inlined" } else { "" };
                    let other = escape(&graph.nodes[call.node].function);
                    let _ = writeln!(out, "<li><code>{other}</code>: {}{inlined}</li>", self.figure(call.value));
                }
                out.push_str("</ul>\n");
            }
            let _ = writeln!(out, "<p>Its own: {}</p></details>", self.figure(node.flat));
        }
        if shown.len() < graph.nodes.len() {
            let _ = writeln!(
                out,
                "<p class=\"soft\">{}, by cum.</p>",
                counted(shown.len(), graph.nodes.len(), "functions")
            );
        }
        out.push_str("</section>\n");
    }

    fn source(&self, out: &mut String, sources: &[&Routine]) {
        out.push_str("<section aria-labelledby=\"source-title\" id=\"source\"><h2 id=\"source-title\">Source</h2>\n");
        if sources.is_empty() {
            out.push_str("<p>No source of the profile was found when this page was made; name its directory with <code>--source</code>.</p>\n");
        }
        for (place, Routine { function, file, flat, cum, lines }) in sources.iter().enumerate() {
            let name = escape(function);
            let open = if place == 0 { " open" } else { "" };
            let _ = writeln!(
                out,
                r#"<details id="source-{place}"{open}><summary><code>{name}</code> in {}: flat {}, cum {}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Source of {name}"><table class="code"><thead><tr><th scope="col" class="figure">flat</th><th scope="col" class="figure">cum</th><th scope="col" class="figure">line</th><th scope="col">source</th></tr></thead><tbody>"#,
                escape(file),
                self.figure(*flat),
                self.figure(*cum)
            );
            for line in lines {
                let figure = |value| if value == 0 { "\u{b7}".to_owned() } else { self.figure(value) };
                let hot = if line.flat == 0 { "" } else { r#" class="hot""# };
                let text = line.text.as_deref().unwrap_or_default().trim_end().replace('\t', "    ");
                let _ = writeln!(
                    out,
                    r#"<tr{hot}><td class="figure">{}</td><td class="figure">{}</td><td class="figure">{}</td><td>{}</td></tr>"#,
                    figure(line.flat),
                    figure(line.cum),
                    line.number,
                    escape(&text)
                );
            }
            out.push_str("</tbody></table></div></details>\n");
        }
        out.push_str("</section>\n");
    }
}

fn counted(shown: usize, all: usize, what: &str) -> String {
    if shown < all { format!("The first {shown} of {all} {what}") } else { format!("{all} {what}") }
}

fn meaning(sample: Sample) -> &'static str {
    match sample {
        Sample::AllocSpace => "Bytes requested during the whole run; a reallocation adds its full new size.",
        Sample::AllocObjects => "Blocks made during the whole run; a reallocation counts as a block.",
        Sample::PeakSpace => "Bytes live when the most bytes were live.",
        Sample::PeakObjects => "Blocks live when the most bytes were live.",
        Sample::EndSpace => "Bytes live at the end of the run, or when a running service was asked.",
        Sample::EndObjects => "Blocks live at the end of the run, or when a running service was asked.",
    }
}
