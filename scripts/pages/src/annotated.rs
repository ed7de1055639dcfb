//! What does the compiled code of a file's lines do, beside their source, as HTML?
//!
//! A list with an item a line, numbered as in the file, each with its code and, below it, what the line's compiled code does in debug and
//! in release. Classes: `sites` on the list; `heap`, `may`, `unknown` or `elided` on an item with a site, and on the word.

use crate::regions;
use heap_sites::{FileReport, LineReport, Message, Profile, Site, SiteKind, Source, Verdict};
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// A line of source, and the report on it.
struct Row<'a> {
    number: u32,
    code: &'a str,
    report: Option<&'a LineReport>,
}

/// Lines of the file as an `ol`. Pins and the marks of regions (`ANCHOR`) are left out.
///
/// There is no blank line in it, so that it can stand in Markdown. The indentation is the number `--indent` of each item, not spaces, which
/// a narrow column would break behind.
pub(crate) fn lines(file: Option<&FileReport>, source: &Source, lines: &RangeInclusive<u32>) -> String {
    let report = |number: u32| file.and_then(|file| file.line(number));
    let row = |number: u32| Row { number, code: source.code(number), report: report(number) };
    let last = lines.end().min(&(source.lines.len() as u32)).to_owned();
    let is_mark = |row: &Row<'_>| regions::is_mark(&source.lines[row.number as usize - 1]);
    let mut rows: Vec<Row<'_>> = (*lines.start()..=last).map(row).collect();
    rows.retain(|row| !is_mark(row));
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
            escaped(code.trim_start())
        );
        if let Some(line) = row.report {
            let (debug, release) = (in_debug(line), in_release(line));
            if !(debug.is_empty() && release.is_empty()) {
                _ = write!(html, " <dl>{} {}</dl>", in_build("debug", &debug), in_build("release", &release));
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
fn in_build(build: &str, sentences: &[String]) -> String {
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
            // What was there stands under debug, just above.
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

/// The steps from a line to the allocator: for each site of each build a paragraph that names the reader's function, and an `ol` of the
/// functions from there to the allocator.
pub(crate) fn steps(line: &LineReport) -> String {
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

/// A function's name as code, which a narrow column may break between the names it is made of.
fn name(function: &str) -> String {
    format!("<code>{}</code>", escaped(function).replace("::", "::<wbr>"))
}

/// Braces too: mdBook expands its directives before it reads HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('{', "&#123;")
}
