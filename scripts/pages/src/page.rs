//! How does the source of a page become what mdBook renders?
//!
//! Every directive of this crate is replaced by Markdown or HTML; mdBook's own directives stay for mdBook.

use crate::directive::{self, Directive, FigureRef, Found, GoView, Kind, View};
use crate::markdown::{self, OBJECT};
use crate::prediction::{self, Prediction};
use crate::records::{self, Records};
use crate::{
    Problem, calibration, chart, figure, go, heap, html, listing, matrix, output, provenance, sources, table, verdicts,
};
use record::{Record, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Where figures come from, and where the crates can be looked at.
pub(crate) struct Origin {
    pub(crate) records: Records,
    /// `output.html.git-repository-url`, where it is set.
    pub(crate) repository: Option<String>,
}

/// One page: its source, and what stands in it.
pub(crate) struct Page<'a> {
    /// The path under `book/src`.
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) found: Vec<Found<'a>>,
    /// The id of the provenance block of each experiment that has one on this page.
    anchors: BTreeMap<&'a str, String>,
    /// The experiments whose matrix's origin is told on this page.
    matrices: BTreeSet<&'a str>,
    /// The experiments whose Go half's origin is told on this page.
    go: BTreeSet<&'a str>,
}

impl<'a> Page<'a> {
    /// Finds the directives of a page.
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let found = directive::scan(text, &markdown::code_and_comments(text));
        let mut anchors = BTreeMap::new();
        let (mut matrices, mut go) = (BTreeSet::new(), BTreeSet::new());
        for found in &found {
            if let Kind::Ours(Directive::Provenance { slug }) = found.kind {
                let id = if anchors.is_empty() { "provenance".to_owned() } else { format!("provenance-{slug}") };
                anchors.entry(slug).or_insert(id);
            }
            if let Kind::Ours(Directive::Matrix { slug, view: View::Provenance }) = found.kind {
                matrices.insert(slug);
            }
            if let Kind::Ours(Directive::Go { slug, view: GoView::Provenance }) = found.kind {
                go.insert(slug);
            }
        }
        Self { path, text, found, anchors, matrices, go }
    }

    /// A problem at the byte `offset`.
    pub(crate) fn problem(&self, offset: usize, message: String) -> Problem {
        Problem { page: sources::name(self.path), line: markdown::line_at(self.text, offset), message }
    }

    /// The text with a placeholder of the same length for every directive: every other byte keeps its place.
    pub(crate) fn without_directives(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut end = 0;
        for found in self.found.iter().filter(|found| !matches!(found.kind, Kind::OfMdbook { in_code: true, .. })) {
            text.push_str(&self.text[end..found.span.start]);
            let inside = &self.text[found.span.clone()];
            if matches!(found.kind, Kind::Escape { .. }) {
                text.push_str(inside);
            } else {
                let blank = inside.bytes().skip(OBJECT.len_utf8()).map(|byte| if byte == b'\n' { '\n' } else { ' ' });
                text.push(OBJECT);
                text.extend(blank);
            }
            end = found.span.end;
        }
        text.push_str(&self.text[end..]);
        text
    }

    /// The page for mdBook. Directives with a problem are left out of it.
    pub(crate) fn expand(&self, origin: &Origin, problems: &mut Vec<Problem>) -> String {
        let mut expansion = Expansion { page: self, origin, predictions: 0, cited: Vec::new() };
        let mut out = String::with_capacity(self.text.len() * 2);
        let mut end = 0;
        for found in &self.found {
            out.push_str(&self.text[end..found.span.start]);
            end = found.span.end;
            match expansion.replace(found) {
                Ok(Some(replacement)) => out.push_str(&replacement),
                Ok(None) => out.push_str(&self.text[found.span.clone()]),
                Err(message) => problems.push(self.problem(found.span.start, message)),
            }
        }
        out.push_str(&self.text[end..]);
        out.push_str(&expansion.cited_sources());
        out
    }

    /// Whether nothing else stands on the directive's line.
    fn has_own_line(&self, found: &Found<'_>) -> bool {
        let before = &self.text[..found.span.start];
        let after = &self.text[found.span.end..];
        (before.is_empty() || before.ends_with('\n')) && after.lines().next().is_none_or(|rest| rest.trim().is_empty())
    }
}

/// The state of one page's expansion.
struct Expansion<'p> {
    page: &'p Page<'p>,
    origin: &'p Origin,
    predictions: usize,
    /// Number and source of each cited number so far.
    cited: Vec<(&'p str, &'p str)>,
}

impl<'p> Expansion<'p> {
    /// What takes the directive's place; `None` when it stays for mdBook.
    fn replace(&mut self, found: &'p Found<'p>) -> Result<Option<String>, String> {
        match &found.kind {
            Kind::Unreadable(message) => Err(message.clone()),
            Kind::OfMdbook { .. } | Kind::Escape { of_mdbook: true, in_code: true } => Ok(None),
            Kind::Escape { in_code: true, .. } => Ok(Some("{{".to_owned())),
            Kind::Escape { .. } => Ok(Some(html::escape("{{"))),
            Kind::Ours(directive) if directive.is_block() => {
                if !self.page.has_own_line(found) {
                    return Err(
                        "the directive makes a block: give it a line of its own, at the start of the line".to_owned()
                    );
                }
                // The empty line ends the HTML block.
                self.expand(directive).map(|block| Some(block + "\n"))
            }
            Kind::Ours(directive) => self.expand(directive).map(Some),
        }
    }

    fn expand(&mut self, directive: &'p Directive<'p>) -> Result<String, String> {
        let records = &self.origin.records;
        match directive {
            Directive::Figure(reference) => figure::inline(&*records.get(reference.slug)?, reference),
            Directive::Finding { slug, key } => finding(&*records.get(slug)?, key),
            Directive::Table { slug, patterns } => {
                let record = records.get(slug)?;
                Ok(table::table(&record, &records::select(&record, patterns)?, self.anchor(slug)?))
            }
            Directive::RatioChart { slug, patterns } => {
                let record = records.get(slug)?;
                chart::ratio(&record, &records::select(&record, patterns)?, self.anchor(slug)?)
            }
            Directive::SizeChart { slug, profile, field, variants } => {
                chart::size(&*records.get(slug)?, *profile, field, variants, self.anchor(slug)?)
            }
            Directive::StepsChart { slug, key } => chart::steps(&*records.get(slug)?, key, self.anchor(slug)?),
            Directive::Diagram { slug, key } => chart::diagram(&*records.get(slug)?, key, self.anchor(slug)?),
            Directive::Matrix { slug, view } => {
                let matrix = records.matrix(slug)?;
                if !self.page.matrices.contains(slug) {
                    return Err(format!(
                        "the page has no {{{{#matrix {slug} provenance}}}}, to which the figures link; add it at the end"
                    ));
                }
                match view {
                    View::Malloc(variants) => {
                        matrix::malloc(&matrix, &*records.get(slug)?, &matrix::select(&matrix, variants)?)
                    }
                    View::Sites(variants) => {
                        verdicts::table(&matrix, &*records.sites(slug)?, &matrix::select(&matrix, variants)?)
                    }
                    View::Witnesses(setting) => matrix::witnesses(&matrix, *setting),
                    View::Phantoms => Ok(matrix::phantoms(&matrix)),
                    View::Provenance => Ok(matrix::origin(&matrix)),
                }
            }
            Directive::Cell { slug, variant, setting, reading, words } => {
                matrix::cell(&*records.matrix(slug)?, variant, *setting, *reading, *words)
            }
            Directive::Go { slug, view } => {
                let record = records.go(slug)?;
                let links = matches!(view, GoView::Table(_) | GoView::Over { .. } | GoView::Escapes { .. });
                if links && !self.page.go.contains(slug) {
                    return Err(format!(
                        "the page has no {{{{#go {slug} provenance}}}}, to which the figures link; add it at the end"
                    ));
                }
                match view {
                    GoView::Table(patterns) => go::table(&record, patterns),
                    GoView::Over { base, cases } => go::over(&record, base, cases),
                    GoView::Figure { case, field } => go::inline(&record, case, field),
                    GoView::Verdict { case, said } => go::fate(&record, case, *said),
                    GoView::Escapes { variant } => go::escapes(&record, variant, &records.go_source(slug, variant)?),
                    GoView::Provenance => Ok(go::origin(&record)),
                }
            }
            Directive::Provenance { slug } => Ok(provenance::block(&*records.get(slug)?, self.anchor(slug)?)),
            Directive::Predict { figure, question, choices } => self.predict(figure, question, choices),
            Directive::Given(number) => {
                Ok(format!(r#"<span class="given">{}</span>"#, html::escape_with_code(number).replace(' ', "\u{a0}")))
            }
            Directive::Cited { number, source } => Ok(self.cite(number, source)),
            Directive::Calibration => records.calibration().map(|read| calibration::table(&read)),
            Directive::Heap { slug, case, view, sample } => {
                let recorded = records.heap(slug)?;
                // A figure in a sentence has no link.
                let anchor = if directive.is_block() { self.anchor(slug)? } else { "" };
                let heap = heap::Heap { recorded: &recorded, case, sample: *sample, anchor };
                heap.show(view, records)
            }
            Directive::Output { slug } => Ok(output::block(&*records.output(slug)?)),
            Directive::Sites { slug, file, anchor } => listing::sites(records, slug, file, *anchor),
            Directive::Why { slug, file, text } => listing::why(records, slug, file, text),
            Directive::Crate { slug } => {
                records.experiment(slug)?;
                let path = html::escape(&format!("experiments/{slug}"));
                Ok(match &self.origin.repository {
                    Some(url) => {
                        let url = html::escape(url.trim_end_matches('/'));
                        format!(r#"<a href="{url}/tree/HEAD/{path}"><code>{path}</code></a>"#)
                    }
                    None => format!("<code>{path}</code>"),
                })
            }
        }
    }

    fn anchor(&self, slug: &str) -> Result<&'p str, String> {
        let missing =
            || format!("the page has no {{{{#provenance {slug}}}}}, to which the figures link; add it at the end");
        self.page.anchors.get(slug).map(String::as_str).ok_or_else(missing)
    }

    fn predict(&mut self, figure: &FigureRef<'_>, question: &str, choices: &[&str]) -> Result<String, String> {
        self.predictions += 1;
        let stem = self.page.path.trim_end_matches(".md").replace('/', "-");
        let record = self.origin.records.get(figure.slug)?;
        let name = html::escape(&format!("{stem}-{}", self.predictions));
        prediction::form(&record, &Prediction { figure, question, choices, name, anchor: self.anchor(figure.slug)? })
    }

    fn cite(&mut self, number: &'p str, source: &'p str) -> String {
        self.cited.push((number, source));
        let index = self.cited.len();
        let (number, title) = (html::escape_with_code(number).replace(' ', "\u{a0}"), html::escape(source));
        format!(
            r##"<span class="cited" title="{title}">{number}<sup><a id="cited-at-{index}" href="#cited-{index}" aria-label="source {index}">†{index}</a></sup></span>"##
        )
    }

    /// The list of sources that ends a page with cited numbers.
    fn cited_sources(&self) -> String {
        if self.cited.is_empty() {
            return String::new();
        }
        let mut out =
            String::from("\n\n<div class=\"cited-sources\"><p>Numbers taken from a source, not measured here:</p><ul>");
        for (index, (number, source)) in self.cited.iter().enumerate() {
            let index = index + 1;
            let _ = write!(
                out,
                r##"<li id="cited-{index}">†{index} {}: {} <a href="#cited-at-{index}" aria-label="back to the text, source {index}">↩</a></li>"##,
                html::escape_with_code(number),
                source_text(source)
            );
        }
        out + "</ul></div>\n"
    }
}

/// The source as text, its address as a link where it is one.
fn source_text(source: &str) -> String {
    let text = html::escape_with_code(source);
    if source.starts_with("https://") && !source.contains(char::is_whitespace) {
        format!(r#"<a href="{}">{text}</a>"#, html::escape(source))
    } else {
        text
    }
}

fn finding(record: &Record, key: &str) -> Result<String, String> {
    let finding = records::finding(record, key)?;
    let Some(text) = figure::finding(&finding.value) else {
        return Err(format!("the finding `{key}` is a diagram; write {{{{#diagram {} {key}}}}}", record.experiment));
    };
    if text.trim().is_empty() {
        return Err(format!("the finding `{key}` of `{}` is empty", record.experiment));
    }
    let class = if matches!(finding.value, Value::Text(_)) { "finding text" } else { "finding" };
    Ok(format!(r#"<span class="{class}" title="{}">{}</span>"#, html::escape(&finding.how), html::escape(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of eight of these pieces, in an order drawn from a small generator with a fixed seed.
    #[test]
    fn no_page_makes_the_expansion_or_the_checks_panic() {
        let directory = tempfile::tempdir().unwrap();
        let origin = Origin { records: Records::new(directory.path()), repository: None };
        let pieces = [
            "{{#table s}}",
            "{{#given 1 ß}}",
            "{{#cited 1 | b}}",
            "{{#figure",
            "}}",
            "\\{{#include a}}",
            "{{#include a:b}}",
            "`",
            "```\n",
            "\n",
            "\n\n",
            "# h ",
            "[a](b#c)",
            "[a][b]",
            "<p id='x'>",
            "<!--",
            "-->",
            "| a |\n|---|\n",
            "é",
            "64 KiB ",
            "\t",
            "    ",
            "> ",
            "\r\n",
            "{#id}",
            "\u{feff}",
            "![",
            "**",
        ];
        let mut state = 7_u64;
        for _ in 0..5_000 {
            let mut text = String::new();
            for _ in 0..8 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let page = Page::new("p.md", &text);
            assert_eq!(page.without_directives().len(), text.len(), "{text:?}");
            let mut problems = Vec::new();
            let expanded = page.expand(&origin, &mut problems);
            let ids = [("p.md".to_owned(), markdown::ids(&expanded))].into_iter().collect();
            crate::check::includes(directory.path(), &page, &mut problems);
            crate::check::Targets { ids }.check(directory.path(), &page, &mut problems);
            let lines = text.lines().count().max(1);
            assert!(problems.iter().all(|problem| (1..=lines + 1).contains(&problem.line)), "{text:?}: {problems:?}");
        }
    }
}
