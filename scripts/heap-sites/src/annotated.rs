//! How is a report read beside the source?
//!
//! Every line of a file, with what the report says of it in a margin: plain or coloured for a terminal, and as HTML for a page.

use crate::report::{FileReport, LineReport, Message, Profile, Verdict};
use crate::sites::{Site, SiteKind};
use crate::source::{MARK, Source};
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

/// Lines of the file as HTML: an `ol` with an item a line, numbered as in the file, each with its code and, below it, what the line's compiled
/// code does in debug and in release. Pins and the marks of regions (`ANCHOR`) are left out.
///
/// Classes: `sites` on the list; `heap`, `may`, `unknown` or `elided` on an item with a site, and on the word. There is no blank line in it, so that it can stand
/// in Markdown.
pub fn html(file: Option<&FileReport>, source: &Source, lines: &RangeInclusive<u32>) -> String {
    let mut rows = rows(file, source, lines);
    rows.retain(|row| !is_region_mark(row.code));
    for row in &mut rows {
        row.code = without_pin(row.code, source.pins.iter().any(|pin| pin.line == row.number));
    }
    let is_blank = |row: &Row<'_>| row.code.is_empty();
    let from = rows.iter().position(|row| !is_blank(row)).unwrap_or(rows.len());
    let to = rows.iter().rposition(|row| !is_blank(row)).map_or(from, |last| last + 1);
    let rows = &rows[from..to];
    // Code keeps its own indentation, less what all lines share.
    let indent = |code: &str| code.len() - code.trim_start().len();
    let shared = rows.iter().filter(|row| !is_blank(row)).map(|row| indent(row.code)).min().unwrap_or(0);
    let mut html = String::from("<ol class=\"sites\">\n");
    for row in rows {
        let code = row.code.get(shared..).unwrap_or_default();
        let verdict = row.report.and_then(LineReport::verdict).map(|verdict| format!(" class=\"{}\"", verdict.word()));
        _ = write!(
            html,
            "<li value=\"{}\"{} style=\"--indent: {}\"><code class=\"language-rust\">{}</code>",
            row.number,
            verdict.unwrap_or_default(),
            indent(code),
            escaped(code)
        );
        if let Some(line) = row.report {
            let (debug, release) = (in_debug(line), in_release(line));
            if !(debug.is_empty() && release.is_empty()) {
                _ = write!(html, " <dl>{} {}</dl>", told("debug", &debug), told("release", &release));
            }
        }
        let without_code = file.iter().flat_map(|file| &file.without_code).any(|function| function.line == row.number);
        if without_code {
            html += " <p>no code: not compiled in this target, so nothing is known of it</p>";
        }
        html += "</li>\n";
    }
    html + "</ol>\n"
}

/// What a line does in one build, as a row of a `dl`.
fn told(build: &str, sentences: &[String]) -> String {
    let sentences = if sentences.is_empty() { "<dd>no site</dd>".to_owned() } else { sentences.join(" ") };
    format!("<div><dt>{build}</dt> {sentences}</div>")
}

const UNSEEN: &str = "a call through <code>dyn</code> or a function pointer";

/// The functions that the line calls, without a verdict: at opt-level 0 nothing is inlined, so whether the allocator is called here or further
/// on says little.
fn in_debug(line: &LineReport) -> Vec<String> {
    let mut sentences = Vec::new();
    for site in line.debug.iter().filter(|site| site.kind != SiteKind::Free) {
        let sentence = match site.kind {
            SiteKind::Unknown => format!("<dd>{}</dd>", unknown(site)),
            _ => format!("<dd>{}</dd>", name(&site.via())),
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

fn in_release(line: &LineReport) -> Vec<String> {
    let messages = line.messages();
    let sentence = |message: &Message<'_>| {
        let (site, word) = (message.site, word(message.verdict));
        let mut sentence = match message.verdict {
            Verdict::May => match site.through() {
                Some(through) => format!("{word}: {}, through {}", name(&site.via()), name(&through)),
                None => format!("{word}: {}", name(&site.via())),
            },
            // A site of the debug build, of which it is not known whether it is gone.
            Verdict::Unknown if site.kind != SiteKind::Unknown => format!("{word}: {}", escaped(&message.reason())),
            Verdict::Unknown => unknown(site),
            // What was there is told for debug, just above.
            Verdict::Elided if messages.len() == 1 => word,
            Verdict::Heap | Verdict::Elided => format!("{word}: {}", name(&site.via())),
        };
        if message.copies > 1 {
            _ = write!(sentence, " ({} copies)", message.copies);
        }
        if site.lost_line {
            sentence += " (the compiler left no line for it; the function begins here)";
        }
        format!("<dd>{sentence}</dd>")
    };
    messages.iter().map(sentence).collect()
}

fn unknown(site: &Site) -> String {
    let word = word(Verdict::Unknown);
    if site.chain.is_empty() {
        format!("{word}: {UNSEEN}")
    } else {
        format!("{word}: {}, which makes {UNSEEN}", name(&site.via()))
    }
}

fn word(verdict: Verdict) -> String {
    format!("<b class=\"{0}\">{0}</b>", verdict.word())
}

/// The steps of [`why`](crate::why) as HTML: for each site of each build a paragraph that names the reader's function, and an `ol` of the
/// functions from there to the allocator.
pub fn steps(line: &LineReport) -> String {
    let mut html = String::new();
    for profile in [Profile::Debug, Profile::Release] {
        let mut sites = line.sites(profile).iter().filter(|site| site.kind != SiteKind::Free).peekable();
        if sites.peek().is_none() {
            _ = writeln!(html, "<p><b>{}</b>: no site</p>", profile.name());
        }
        for site in sites {
            let copies = if site.copies > 1 { format!(" ({} copies)", site.copies) } else { String::new() };
            _ = writeln!(html, "<p><b>{}</b>: {}{copies}</p>\n<ol>", profile.name(), name(&site.function));
            for step in &site.chain {
                let how = if step.inlined { "inlined" } else { "calls" };
                _ = writeln!(html, "<li>{how} {}</li>", name(&step.function));
            }
            if site.kind == SiteKind::Unknown {
                _ = writeln!(html, "<li>calls through <code>dyn</code> or a function pointer</li>");
            }
            html += "</ol>\n";
        }
    }
    html
}

/// Whether the line says where a region of the file begins or ends, and nothing else.
fn is_region_mark(code: &str) -> bool {
    let comment = code.trim_start().strip_prefix("//").map(str::trim_start);
    comment.is_some_and(|comment| comment.starts_with("ANCHOR:") || comment.starts_with("ANCHOR_END:"))
}

/// The code without the pin, which is what ends the line.
fn without_pin(code: &str, is_pinned: bool) -> &str {
    let end = if is_pinned { code.rfind(MARK).unwrap_or(code.len()) } else { code.len() };
    code[..end].trim_end()
}

/// A function's name as code, which a narrow column may break between the names it is made of.
fn name(function: &str) -> String {
    format!("<code>{}</code>", escaped(function).replace("::", "::<wbr>"))
}

/// Braces too: mdBook expands its directives before it reads HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('{', "&#123;")
}
