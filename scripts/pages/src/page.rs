//! How does the source of a page become what mdBook renders?
//!
//! Every directive of this crate is replaced by Markdown or HTML; mdBook's own directives stay for mdBook.

use crate::directive::syntax::{Context, Directive, Origin, Workbook};
use crate::directive::{self, Found, Kind, cited};
use crate::glossary::Glossary;
use crate::markdown::{self, OBJECT};
use crate::{Problem, html, sources};
use std::collections::BTreeMap;
use std::ops::Range;

/// One page: its source, and what stands in it.
pub(crate) struct Page<'a> {
    /// The path under `book/src`.
    pub(crate) path: &'a str,
    pub(crate) text: &'a str,
    pub(crate) found: Vec<Found<'a>>,
    /// The ids of the blocks on this page that say how figures were made.
    origins: BTreeMap<Origin, String>,
}

impl<'a> Page<'a> {
    /// Finds the directives of a page.
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let found = directive::scan(text, &markdown::code_and_comments(text));
        let mut origins = BTreeMap::new();
        for found in &found {
            if let Kind::Ours(directive) = &found.kind
                && let Some(origin) = directive.origin()
            {
                let has_record = origins.keys().any(|origin| matches!(origin, Origin::Record(_)));
                let id = origin.id(!has_record);
                origins.entry(origin).or_insert(id);
            }
        }
        Self { path, text, found, origins }
    }

    /// The page's title.
    pub(crate) fn title(&self) -> &'a str {
        self.text.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(self.path).trim()
    }

    /// The directives of this crate that can be read.
    pub(crate) fn ours(&self) -> impl Iterator<Item = &(dyn Directive + 'a)> {
        self.found.iter().filter_map(|found| match &found.kind {
            Kind::Ours(directive) => Some(&**directive),
            _ => None,
        })
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
    pub(crate) fn expand(&self, workbook: &Workbook<'_>, glossary: &Glossary, problems: &mut Vec<Problem>) -> Expanded {
        let mut context = Context::new(workbook, self.path, &self.origins);
        let mut out = Expanded::default();
        let mut links = glossary.links(self.path, &self.without_directives()).into_iter().peekable();
        // Text between directives, with its links to the glossary.
        let mut text = |out: &mut Expanded, bytes: Range<usize>| {
            let mut end = bytes.start;
            while let Some((linked, target)) = links.next_if(|(linked, _)| linked.end <= bytes.end) {
                out.push(&self.text[end..linked.start]);
                out.push(&format!("[{}]({target})", &self.text[linked.clone()]));
                end = linked.end;
            }
            out.push(&self.text[end..bytes.end]);
        };
        let mut end = 0;
        for found in &self.found {
            text(&mut out, end..found.span.start);
            end = found.span.end;
            match self.replace(found, &mut context) {
                Ok(Some(replacement)) => {
                    out.page.push_str(&replacement);
                    if !matches!(&found.kind, Kind::Ours(directive) if !directive.is_searched()) {
                        out.searched.push_str(&replacement);
                    }
                }
                // Listings are left out of the search, too: the prose beside them has the names that matter.
                Ok(None) => out.page.push_str(&self.text[found.span.clone()]),
                Err(message) => problems.push(self.problem(found.span.start, message)),
            }
        }
        text(&mut out, end..self.text.len());
        if context.prediction.is_some() {
            let message =
                "a prediction is not closed: after its question come {{#answered}}, an explanation and {{#end}}";
            problems.push(self.problem(end, message.to_owned()));
        }
        out.push(&cited::sources(&context.cited));
        out.published = context.published;
        out
    }

    /// What stands on this page below a heading of the second level, for another page: links to places of this one lead here.
    /// Where something cannot be expanded, nothing stands: that is said where it is written.
    ///
    /// # Errors
    ///
    /// If it has a cited number, of which the page keeps the sources.
    pub(crate) fn section(&self, heading: &str, workbook: &Workbook<'_>) -> Option<Result<String, Problem>> {
        let start = self.text.find(&format!("\n{heading}\n"))? + heading.len() + 2;
        let end = self.text[start..].find("\n## ").map_or(self.text.len(), |length| start + length);
        let mut context = Context::new(workbook, self.path, &self.origins);
        let mut out = String::new();
        let mut last = start;
        for found in self.found.iter().filter(|found| start <= found.span.start && found.span.end <= end) {
            out.push_str(&self.text[last..found.span.start]);
            last = found.span.end;
            if let Ok(replacement) = self.replace(found, &mut context) {
                out.push_str(replacement.as_deref().unwrap_or(&self.text[found.span.clone()]));
            }
        }
        out.push_str(&self.text[last..end]);
        if !context.cited.is_empty() {
            let message = format!("a number below `{heading}` is cited; link its source in the row instead");
            return Some(Err(self.problem(start, message)));
        }
        let site = self.path.replace(".md", ".html");
        Some(Ok(out.replace("](#", &format!("]({}#", self.path)).replace("href=\"#", &format!("href=\"{site}#"))))
    }

    /// What takes the directive's place; `None` when it stays for mdBook.
    fn replace(&self, found: &Found<'_>, context: &mut Context<'_>) -> Result<Option<String>, String> {
        match &found.kind {
            Kind::Unreadable(message) => Err(message.clone()),
            Kind::OfMdbook { .. } | Kind::Escape { of_mdbook: true, in_code: true } => Ok(None),
            Kind::Escape { in_code: true, .. } => Ok(Some("{{".to_owned())),
            Kind::Escape { .. } => Ok(Some(html::escape("{{"))),
            Kind::Ours(directive) if directive.is_block() => {
                if !self.has_own_line(found) {
                    return Err(
                        "the directive makes a block: give it a line of its own, at the start of the line".to_owned()
                    );
                }
                // The empty line ends the HTML block.
                directive.expand(context).map(|block| Some(block + "\n"))
            }
            Kind::Ours(directive) => directive.expand(context).map(Some),
        }
    }

    /// Whether nothing else stands on the directive's line.
    fn has_own_line(&self, found: &Found<'_>) -> bool {
        let before = &self.text[..found.span.start];
        let after = &self.text[found.span.end..];
        (before.is_empty() || before.ends_with('\n')) && after.lines().next().is_none_or(|rest| rest.trim().is_empty())
    }
}

/// A page for mdBook.
#[derive(Debug, Default)]
pub(crate) struct Expanded {
    pub(crate) page: String,
    /// The same without what the site's search leaves out.
    pub(crate) searched: String,
    /// Files that it loads, by their names beside the records of the site.
    pub(crate) published: BTreeMap<String, Vec<u8>>,
}

impl Expanded {
    fn push(&mut self, text: &str) {
        self.page.push_str(text);
        self.searched.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Records;

    /// Texts of eight of these pieces, in an order drawn from a small generator with a fixed seed.
    #[test]
    fn no_page_makes_the_expansion_or_the_checks_panic() {
        let directory = tempfile::tempdir().unwrap();
        let workbook = Workbook::of(Records::new(directory.path()));
        let glossary = [("glossary.md".to_owned(), "term <!-- linked: h, KiB -->\n: a\n".to_owned())];
        let glossary = Glossary::among(&glossary.into_iter().collect());
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
            let expanded = page.expand(&workbook, &glossary, &mut problems).page;
            let ids = [("p.md".to_owned(), markdown::ids(&expanded))].into_iter().collect();
            crate::check::includes(directory.path(), &page, &mut problems);
            crate::check::Targets { ids }.check(directory.path(), &page, &mut problems);
            let lines = text.lines().count().max(1);
            assert!(problems.iter().all(|problem| (1..=lines + 1).contains(&problem.line)), "{text:?}: {problems:?}");
        }
    }
}
