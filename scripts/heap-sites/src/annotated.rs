//! How is a report read beside the source?
//!
//! Every line of a file, with what the report says of it in a margin: plain or coloured for a terminal, and as HTML for a page.

use crate::report::{FileReport, LineReport, Verdict};
use crate::source::Source;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// A line of source and what is said of it.
struct Row<'a> {
    number: u32,
    code: &'a str,
    report: Option<&'a LineReport>,
}

fn rows<'a>(file: Option<&'a FileReport>, source: &'a Source, lines: &RangeInclusive<u32>) -> Vec<Row<'a>> {
    let report = |number: u32| file.and_then(|file| file.lines.iter().find(|line| line.line == number));
    (1..)
        .zip(&source.lines)
        .filter(|(number, _)| lines.contains(number))
        .map(|(number, code)| Row { number, code, report: report(number) })
        .collect()
}

/// The file with a margin, for a terminal.
pub fn text(file: Option<&FileReport>, source: &Source, coloured: bool) -> String {
    let mut text = String::new();
    let width = source.lines.len().to_string().len();
    for row in rows(file, source, &(1..=u32::MAX)) {
        let verdict = row.report.and_then(LineReport::verdict);
        let word = verdict.map_or("", Verdict::word);
        let (on, off) = match verdict {
            Some(verdict) if coloured => (colour(verdict), "\x1b[0m"),
            _ => ("", ""),
        };
        _ = writeln!(text, "{on}{word:>8}{off} {:>width$} | {}", row.number, row.code);
        for message in row.report.map(LineReport::messages).unwrap_or_default() {
            let indent = (message.site.column as usize).saturating_sub(1);
            _ = writeln!(text, "{:>8} {:>width$} | {:indent$}{on}^ {}{off}", "", "", "", message.text());
        }
    }
    text
}

fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Heap => "\x1b[31m",
        Verdict::May => "\x1b[33m",
        Verdict::Unknown => "\x1b[35m",
        Verdict::Elided => "\x1b[32m",
    }
}

/// Lines of the file as HTML: an `ol` with an item a line, each with its code and, below it, what the report says.
///
/// Classes: `sites` on the list; `heap`, `may`, `unknown` or `elided` on an item that has a site.
pub fn html(file: Option<&FileReport>, source: &Source, lines: &RangeInclusive<u32>) -> String {
    let mut html = format!("<ol class=\"sites\" start=\"{}\">\n", lines.start());
    let rows = rows(file, source, lines);
    // Code keeps its own indentation, less what all lines share.
    let indent = |code: &str| code.len() - code.trim_start().len();
    let shared = rows.iter().filter(|row| !row.code.trim().is_empty()).map(|row| indent(row.code)).min().unwrap_or(0);
    for row in rows {
        let code = escaped(row.code.get(shared..).unwrap_or(row.code.trim_start()));
        let messages = row.report.map(LineReport::messages).unwrap_or_default();
        match row.report.and_then(LineReport::verdict) {
            Some(verdict) => _ = write!(html, "<li class=\"{}\"><code>{code}</code>", verdict.word()),
            None => _ = write!(html, "<li><code>{code}</code>"),
        }
        for message in messages {
            let copies = if message.copies > 1 { format!(" ×{}", message.copies) } else { String::new() };
            _ = write!(
                html,
                "<span class=\"site\"><b>{}</b> {}{copies}</span>",
                message.verdict.word(),
                escaped(&message.reason())
            );
        }
        html += "</li>\n";
    }
    html + "</ol>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
