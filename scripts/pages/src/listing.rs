//! What does the compiled code of a listing's lines do?
//!
//! The listing is the source as it is; what its lines do is kept in `experiments/SLUG/kept/sites.json`, which names lines by what is written
//! there.

use crate::records::{self, Records};
use crate::{html, regions, suggest};
use record::Kind;
use record::sites::{Call, Doubt, Line, Listing, Message, SiteVerdict, SourceFile, Way};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;

/// A region of a file, or the whole file, with what its lines do.
pub(crate) fn sites(records: &Records, slug: &str, file: &str, anchor: Option<&str>) -> Result<String, String> {
    let report = records.sites(slug)?;
    let (source, kept) = records.source(slug, &report, file)?;
    let located = Located::new(slug, file, &source, listing(slug, file, kept)?)?;
    let lines = match anchor {
        None => after_module_docs(&source)..source.len(),
        Some(anchor) => {
            regions::region(&source, anchor).map_err(|what| format!("experiments/{slug}/src/{file} has {what}"))?
        }
    };
    if source[lines.clone()].iter().all(|line| line.trim().is_empty()) {
        return Err(format!("experiments/{slug}/src/{file} has nothing to show there but white space"));
    }
    // Lines are counted from 1.
    let lines = line_number(lines.start + 1)..=line_number(lines.end);
    let mut out =
        format!(r#"<figure class="sites"><figcaption>{}: what its compiled lines ask of the allocator"#, path(file));
    if located.is_silent(&lines) {
        out.push_str(" (nothing, in debug and in release)");
    }
    let _ =
        write!(out, "</figcaption>\n<div class=\"hljs\">\n{}</div></figure>\n", annotated(&located, &source, &lines));
    Ok(out)
}

/// The steps from the line that has `text` in it to the allocator.
pub(crate) fn why(records: &Records, slug: &str, file: &str, text: &str) -> Result<String, String> {
    let report = records.sites(slug)?;
    let (source, kept) = records.source(slug, &report, file)?;
    let located = Located::new(slug, file, &source, listing(slug, file, kept)?)?;
    let with_text: Vec<u32> = (1..).zip(&source).filter(|(_, line)| line.contains(text)).map(|(n, _)| n).collect();
    let number = match with_text[..] {
        [only] => only,
        [] => {
            let lines = source.iter().map(|line| line.trim());
            let nearest = suggest::nearest(text, lines);
            return Err(format!("no line of experiments/{slug}/src/{file} contains `{text}`{nearest}"));
        }
        _ => {
            let numbers: Vec<String> = with_text.iter().map(u32::to_string).collect();
            let numbers = numbers.join(", ");
            return Err(format!(
                "`{text}` is in several lines of experiments/{slug}/src/{file}, {numbers}; write more of the line that is meant"
            ));
        }
    };
    let Some(line) = located.lines.get(&number).filter(|line| !(line.debug.is_empty() && line.release.is_empty()))
    else {
        return Err(format!(
            "experiments/{slug}/src/{file}:{number} has no site, so there is nothing to explain; if it should have one, {}",
            records::remedy(slug)
        ));
    };
    if line.ways.is_empty() {
        return Err(format!(
            "{}: the ways from src/{file}:{number} to the allocator are not in it, because no page asked for them when it was made; {}",
            records::shown(slug, Kind::Sites),
            records::remedy(slug)
        ));
    }
    let command = html::escape(&format!("cargo workbook sites {slug} --why src/{file}:{number}"));
    Ok(format!(
        "<figure class=\"why\"><figcaption>From <code>{}</code> in {} to the allocator, as <code>{command}</code> prints it</figcaption>\n<div class=\"hljs\">\n{}</div></figure>\n",
        html::escape(without_pin(&source[number as usize - 1]).trim_start()),
        path(file),
        ways(line)
    ))
}

fn listing<'k>(slug: &str, file: &str, kept: &'k SourceFile) -> Result<&'k Listing, String> {
    kept.listing.as_ref().ok_or_else(|| {
        format!(
            "{} has no lines of src/{file}, because no page showed any when it was made; {}",
            records::shown(slug, Kind::Sites),
            records::remedy(slug)
        )
    })
}

/// What is kept of a file's lines, by the numbers that they have now.
struct Located<'k> {
    lines: BTreeMap<u32, &'k Line>,
    without_code: Vec<u32>,
    /// The lines that doubts name, by the number of the line in doubt.
    moved_to: BTreeMap<u32, u32>,
}

impl<'k> Located<'k> {
    fn new(slug: &str, file: &str, source: &[String], listing: &'k Listing) -> Result<Self, String> {
        let find = |place: &record::Place| {
            place.find(source).ok_or_else(|| {
                let within =
                    if place.function.is_empty() { String::new() } else { format!(" in `{}`", place.function) };
                format!(
                    "{} has a site on a line `{}`{within}, which is not in src/{file}: the source changed since; {}",
                    records::shown(slug, Kind::Sites),
                    place.code,
                    records::remedy(slug)
                )
            })
        };
        let mut located = Self { lines: BTreeMap::new(), without_code: Vec::new(), moved_to: BTreeMap::new() };
        for line in &listing.lines {
            let number = find(&line.place)?;
            located.lines.insert(number, line);
            for message in &line.release {
                if let Some(Doubt::MovedTo(place)) = &message.doubt {
                    located.moved_to.insert(number, find(place)?);
                }
            }
        }
        for place in &listing.without_code {
            located.without_code.push(find(place)?);
        }
        Ok(located)
    }

    /// Whether none of the lines has a site, and all were compiled.
    fn is_silent(&self, lines: &RangeInclusive<u32>) -> bool {
        self.lines.range(lines.clone()).next().is_none() && !self.without_code.iter().any(|line| lines.contains(line))
    }
}

/// Lines of a file: an `ol` with an item a line, numbered as in the file, each with its code and, below it, what the line's compiled code does in
/// debug and in release. Pins and the marks of regions (`ANCHOR`) are left out.
///
/// Classes: `sites` on the list; `heap`, `may`, `unknown` or `elided` on an item with a site, and on the word; `in-debug` on an item with a site in
/// debug. `book/theme/profiles.js` shows one profile by them. There is no blank line in it, so that it can stand in Markdown. The indentation is the number `--indent` of each item, not spaces, which a narrow column would break behind.
fn annotated(located: &Located<'_>, source: &[String], lines: &RangeInclusive<u32>) -> String {
    let numbered = (1..).zip(source).filter(|(number, code)| lines.contains(number) && !regions::is_mark(code));
    let rows: Vec<(u32, &str)> = numbered.map(|(number, code)| (number, without_pin(code))).collect();
    let from = rows.iter().position(|(_, code)| !code.is_empty()).unwrap_or(rows.len());
    let to = rows.iter().rposition(|(_, code)| !code.is_empty()).map_or(from, |last| last + 1);
    let rows = &rows[from..to];
    // Code keeps its own indentation, less what all lines share.
    let indent = |code: &str| code.len() - code.trim_start().len();
    let shared = rows.iter().filter(|(_, code)| !code.is_empty()).map(|(_, code)| indent(code)).min().unwrap_or(0);
    let mut html = String::from("<ol class=\"sites\">\n");
    for (number, code) in rows {
        let code = code.get(shared..).unwrap_or_default();
        let line = located.lines.get(number);
        let classes = line.map(|line| classes(line)).unwrap_or_default();
        let _ = write!(
            html,
            "<li value=\"{number}\"{classes} style=\"--indent: {}\"><code class=\"language-rust\">{}</code>",
            indent(code),
            html::escape(code.trim_start())
        );
        if let Some(line) = line {
            let moved_to = located.moved_to.get(number).copied();
            let (debug, release) = (in_debug(line), in_release(line, moved_to));
            if !(debug.is_empty() && release.is_empty()) {
                let _ = write!(html, " <dl>{} {}</dl>", build("debug", &debug), build("release", &release));
            }
        }
        if located.without_code.contains(number) {
            html += " <p>no code: not compiled in this target, so nothing is known of it</p>";
        }
        html += "</li>\n";
    }
    html + "</ol>\n"
}

/// The attribute with what is to be seen of a line: its verdict in release, and whether it has a site in debug.
fn classes(line: &Line) -> String {
    let verdict = line.verdict().map(SiteVerdict::word);
    let in_debug = (!line.debug.is_empty()).then_some("in-debug");
    let classes: Vec<&str> = verdict.into_iter().chain(in_debug).collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) }
}

/// What a line does in one build, as a row of a `dl`.
fn build(name: &str, sentences: &[String]) -> String {
    let sentences = if sentences.is_empty() { "<dd>no site</dd>".to_owned() } else { sentences.join(" ") };
    format!("<div class=\"{name}\"><dt>{name}</dt> {sentences}</div>")
}

const UNSEEN: &str = "a call through <code>dyn</code> or a function pointer";

/// The functions that the line calls, without a verdict: at opt-level 0 nothing is inlined, so whether the allocator is called here or further
/// on says little.
fn in_debug(line: &Line) -> Vec<String> {
    let sentence = |call: &Call| match (&call.via, call.is_unknown) {
        (Some(via), false) => format!("<dd>{}</dd>", name(via)),
        (via, _) => format!("<dd>{}</dd>", unknown(via.as_deref())),
    };
    line.debug.iter().map(sentence).collect()
}

fn in_release(line: &Line, moved_to: Option<u32>) -> Vec<String> {
    let is_only = line.release.len() == 1;
    line.release.iter().map(|message| format!("<dd>{}</dd>", sentence(message, is_only, moved_to))).collect()
}

fn sentence(message: &Message, is_only: bool, moved_to: Option<u32>) -> String {
    let word = word(message.verdict);
    let via = message.via.as_deref();
    let via_code = via.map_or_else(|| UNSEEN.to_owned(), name);
    let mut sentence = match (message.verdict, &message.doubt) {
        (SiteVerdict::May, _) => match &message.through {
            Some(through) => format!("{word}: {via_code}, through {}", name(through)),
            None => format!("{word}: {via_code}"),
        },
        // A site of the debug build, of which it is not known whether it is gone.
        (SiteVerdict::Unknown, Some(doubt)) => {
            format!(
                "{word}: {} in debug; {}",
                html::escape(via.unwrap_or("a pointer")),
                doubt_in_words(doubt, moved_to)
            )
        }
        (SiteVerdict::Unknown, None) => unknown(via),
        // What was there stands beside debug, just above.
        (SiteVerdict::Elided, _) if is_only => word,
        (SiteVerdict::Heap | SiteVerdict::Elided, _) => format!("{word}: {via_code}"),
    };
    if message.copies > 1 {
        let _ = write!(sentence, " ({} copies)", message.copies);
    }
    if message.lost_line {
        sentence += " (the compiler left no line for it; the function begins here)";
    }
    sentence
}

fn doubt_in_words(doubt: &Doubt, moved_to: Option<u32>) -> String {
    match doubt {
        Doubt::MovedTo(_) => {
            let line = moved_to.unwrap_or_default();
            format!("in release it may be the site on line {line}, which debug does not have")
        }
        Doubt::OneWith(others) if others.is_empty() => {
            "its function has no code in release, and nothing tells why".to_owned()
        }
        Doubt::OneWith(others) => {
            let others = html::escape(&others.join(", "));
            format!("its function has no code in release: the compiler may have made it one with {others}")
        }
    }
}

fn unknown(via: Option<&str>) -> String {
    let word = word(SiteVerdict::Unknown);
    match via {
        None => format!("{word}: {UNSEEN}"),
        Some(via) => format!("{word}: {}, which makes {UNSEEN}", name(via)),
    }
}

fn word(verdict: SiteVerdict) -> String {
    format!("<b class=\"{0}\">{0}</b>", verdict.word())
}

/// For each site of each build a paragraph that names the experiment's function, and an `ol` of the functions from there to the allocator.
fn ways(line: &Line) -> String {
    let mut html = String::new();
    for profile in record::Profile::ALL {
        let ways: Vec<&Way> = line.ways.iter().filter(|way| way.profile == profile).collect();
        if ways.is_empty() {
            let _ = writeln!(html, "<p><b>{profile}</b>: no site</p>");
        }
        for way in ways {
            let copies = if way.copies > 1 { format!(" ({} copies)", way.copies) } else { String::new() };
            let _ = writeln!(html, "<p><b>{profile}</b>: {}{copies}</p>\n<ol>", name(&way.function));
            for step in &way.steps {
                let how = if step.inlined { "inlined" } else { "calls" };
                let _ = writeln!(html, "<li>{how} {}</li>", name(&step.function));
            }
            if way.is_unknown {
                html += "<li>calls through <code>dyn</code> or a function pointer</li>\n";
            }
            html += "</ol>\n";
        }
    }
    html
}

/// The line without the pin of the site report that ends it. One that has a line to itself stays: nothing else is there.
pub(crate) fn without_pin(line: &str) -> &str {
    const PIN: &str = "// heap:";
    let code = line.find(PIN).map(|start| &line[..start]);
    // Within a text, or behind another comment, it is no pin.
    let is_pin = |code: &&str| !code.trim().is_empty() && record::place::code(line).len() == code.trim().len();
    code.filter(is_pin).unwrap_or(line).trim_end()
}

/// The index of the first line after the comments that say what the file is about.
fn after_module_docs(source: &[String]) -> usize {
    let is_code = |line: &String| !line.trim().is_empty() && !line.starts_with("//!");
    source.iter().position(is_code).unwrap_or(source.len())
}

fn line_number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn path(file: &str) -> String {
    format!("<code>{}</code>", html::escape(&format!("src/{file}")).replace('/', "/<wbr>"))
}

/// A function's name as code, which a narrow column may break between the names it is made of.
fn name(function: &str) -> String {
    format!("<code>{}</code>", html::escape(function).replace("::", "::<wbr>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pin_behind_code_is_left_out() {
        for (line, expected) in [
            ("    Box::new(1) // heap: 1", "    Box::new(1)"),
            ("    // heap: may", "    // heap: may"),
            ("    f(\"// heap: 1\")  ", "    f(\"// heap: 1\")"),
            ("    f() // see // heap: 1", "    f() // see // heap: 1"),
            ("    f() // why", "    f() // why"),
        ] {
            assert_eq!(without_pin(line), expected);
        }
    }
}
