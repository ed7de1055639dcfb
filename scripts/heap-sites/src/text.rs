//! How is a report read in a terminal?

use crate::report::{Doubt, FileReport, LineReport, Message, Report, Verdict};
use crate::sites::{Site, SiteKind, Step};
use crate::source::{Source, SourceFunction};
use record::Profile;
use std::fmt::Write as _;
use std::path::Path;

impl Report {
    /// One line a site, `path:line:col: message`, in order of file, line and column. `prefix` is the package's directory as the reader writes it.
    pub fn text(&self, prefix: &Path, frees: bool) -> String {
        let mut text = String::new();
        for file in &self.files {
            let path = shown(prefix, &file.path);
            for line in &file.lines {
                for message in line.messages() {
                    let (number, column) = (line.line, message.site.column);
                    _ = writeln!(text, "{path}:{number}:{column}: {}", message.text());
                }
                for site in line.release.iter().filter(|site| frees && site.kind == SiteKind::Free) {
                    _ = writeln!(text, "{path}:{}:{}: free: {}", line.line, site.column, site.via());
                }
            }
        }
        text
    }

    /// The same by function: its name, then its lines, indented.
    pub fn text_by_function(&self, prefix: &Path) -> String {
        let mut text = String::new();
        for file in &self.files {
            let path = shown(prefix, &file.path);
            let mut functions: Vec<(&str, Vec<(u32, Message<'_>)>)> = Vec::new();
            for line in &file.lines {
                for message in line.messages() {
                    let name = message.site.function.as_str();
                    match functions.iter_mut().find(|(other, _)| *other == name) {
                        Some((_, messages)) => messages.push((line.line, message)),
                        None => functions.push((name, vec![(line.line, message)])),
                    }
                }
            }
            for (function, messages) in functions {
                _ = writeln!(text, "{function}");
                for (line, message) in messages {
                    _ = writeln!(text, "    {path}:{line}:{}: {}", message.site.column, message.text());
                }
            }
        }
        text
    }

    /// What stands against taking silence for an answer: functions of which there is no code, one sentence a file; empty when there are none.
    pub fn notes(&self, prefix: &Path) -> Vec<String> {
        let without = self.files.iter().filter(|file| !file.without_code.is_empty());
        without
            .map(|file| {
                let names: Vec<String> =
                    file.without_code.iter().map(|function| format!("{} (line {})", function.name, function.line)).collect();
                format!(
                    "{}: no code in this target: {}; generic code is reported where it is instantiated, and what is not compiled is not reported",
                    shown(prefix, &file.path),
                    names.join(", ")
                )
            })
            .collect()
    }
}

/// A file of the package as the reader writes it; of another package, absolute.
pub(crate) fn shown(prefix: &Path, path: &str) -> String {
    if prefix.as_os_str().is_empty() { path.to_owned() } else { prefix.join(path).display().to_string() }
}

impl Message<'_> {
    /// `heap: Box::new`, `may: Vec::push, through RawVec::grow_one`.
    pub fn text(&self) -> String {
        let mut text = format!("{}: {}", self.verdict.word(), self.reason());
        if self.copies > 1 {
            _ = write!(text, " ({} copies of generic or inlined code)", self.copies);
        }
        if self.site.lost_line {
            text += " (the compiler left no line for it; the function begins here)";
        }
        if self.site.is_shared {
            text += " (the compiler made it one with the same call on other lines)";
        }
        text
    }

    fn why_in_doubt(&self) -> String {
        match self.doubt {
            Some(Doubt::MovedTo(line)) => {
                format!("in release it may be the site on line {line}, which debug does not have")
            }
            Some(Doubt::OneWith(others)) if !others.is_empty() => {
                format!(
                    "its function has no code in release: the compiler may have made it one with {}",
                    others.join(", ")
                )
            }
            _ => "its function has no code in release, and nothing tells why".to_owned(),
        }
    }

    /// The message without its verdict.
    pub fn reason(&self) -> String {
        let via = self.site.via();
        match self.verdict {
            Verdict::Heap => via,
            Verdict::May => match self.site.through() {
                Some(through) => format!("{via}, through {through}"),
                None => via,
            },
            Verdict::Elided => format!("{via}, in debug only"),
            Verdict::Unknown if self.site.kind != SiteKind::Unknown => {
                format!("{via} in debug; {}", self.why_in_doubt())
            }
            Verdict::Unknown if self.site.chain.is_empty() => "a call through dyn or a function pointer".to_owned(),
            Verdict::Unknown => match foreign(&self.site.chain) {
                Some(name) if name == via => format!("{via}, a function of another language whose code is not seen"),
                Some(name) => {
                    format!("{via}, which calls {name}, a function of another language whose code is not seen")
                }
                None => format!("{via}, which calls through dyn or a function pointer"),
            },
        }
    }
}

/// The whole chain from a line to the allocator, one step a line, for each site of each build.
///
/// A line without a site says so, and why nothing can be there where that is plain: in no file, without code, outside of every function.
pub fn why(prefix: &Path, file: &FileReport, number: u32, source: Option<&Source>) -> String {
    let path = shown(prefix, &file.path);
    let mut text = String::new();
    if let Some(source) = source.and_then(|source| source.lines.get(number as usize - 1)) {
        _ = writeln!(text, "{path}:{number}: {}", source.trim());
    }
    let Some(line) = file.line(number) else {
        let function = source.and_then(|source| source.function(number));
        let is_without =
            |function: &SourceFunction| file.without_code.iter().any(|without| without.line == *function.lines.start());
        match function.filter(|function| is_without(function)) {
            Some(function) => {
                _ = writeln!(
                    text,
                    "no code: `{}` was not compiled in this target, so nothing is known of it",
                    function.name
                );
            }
            None => _ = writeln!(text, "{}", without_site(number, source, function)),
        }
        return text;
    };
    for profile in [Profile::Debug, Profile::Release] {
        text += &chains(line, profile);
    }
    text
}

/// Why a line has no site, as far as its source says.
fn without_site(number: u32, source: Option<&Source>, function: Option<&SourceFunction>) -> String {
    let Some(source) = source else { return REACHES_NOTHING.to_owned() };
    let line = source.lines.get(number as usize - 1).map(|line| line.trim());
    match (line, function) {
        (None, _) => format!("no such line: the file has {}", source.lines.len()),
        (Some(line), _) if line.is_empty() || line.starts_with("//") => {
            "no code: nothing but blanks or a comment is on the line".to_owned()
        }
        (Some(_), None) => "no site: the line is outside of every function".to_owned(),
        (Some(_), Some(function)) if function.is_test => {
            format!("no site: `{}` belongs to tests, which this target need not have", function.name)
        }
        (Some(_), Some(_)) => REACHES_NOTHING.to_owned(),
    }
}

const REACHES_NOTHING: &str = "no site: the line's own code, with the libraries that it calls, does not reach the allocator, in debug or in release";

/// The steps of a chain, one a line. Where it ends at a call that cannot be seen, the last line says so.
pub(crate) fn steps(chain: &[Step], is_unseen: bool) -> Vec<String> {
    let step = |step: &Step| format!("{:<8}{}", if step.inlined { "inlined" } else { "calls" }, step.function);
    let mut steps: Vec<String> = chain.iter().map(step).collect();
    if is_unseen {
        steps.push(match foreign(chain) {
            Some(name) => format!("{:<8}of {name}, which is of another language, no code is seen", ""),
            None => format!("{:<8}through dyn or a function pointer", "calls"),
        });
    }
    steps
}

/// The function of another language that a chain ends at.
fn foreign(chain: &[Step]) -> Option<&str> {
    let last = &chain.last()?.function;
    (!last.contains("::") && !last.contains('<') && !chain.last()?.inlined).then_some(last.as_str())
}

/// The chains of one line in one build.
pub fn chains(line: &LineReport, profile: Profile) -> String {
    let mut text = String::new();
    let sites: Vec<&Site> = line.sites(profile).iter().filter(|site| site.kind != SiteKind::Free).collect();
    if sites.is_empty() {
        _ = writeln!(text, "{}: no site", profile.name());
    }
    for site in sites {
        let column = if site.column == 0 { String::new() } else { format!(", column {}", site.column) };
        let copies = if site.copies > 1 { format!(", {} copies", site.copies) } else { String::new() };
        _ = writeln!(text, "{}{column}{copies}: {}", profile.name(), site.function);
        for step in steps(&site.chain, site.kind == SiteKind::Unknown) {
            _ = writeln!(text, "    {step}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_site_says_why_as_far_as_the_source_does() {
        let text = "// A comment.\n\nfn f() -> u32 {\n    7\n}\n\n#[test]\nfn g() {\n    f();\n}\n";
        let source = Source::parse(text);
        let file = FileReport { path: "a.rs".to_owned(), lines: Vec::new(), without_code: Vec::new() };
        let why = |number| why(Path::new(""), &file, number, Some(&source));
        let nothing = "nothing but blanks or a comment is on the line\n";
        assert_eq!(why(1), format!("a.rs:1: // A comment.\nno code: {nothing}"));
        assert!(why(2).ends_with(nothing), "{}", why(2));
        assert_eq!(why(4), format!("a.rs:4: 7\n{REACHES_NOTHING}\n"));
        assert!(why(7).ends_with("no site: the line is outside of every function\n"), "{}", why(7));
        assert!(why(9).contains("`g` belongs to tests"), "{}", why(9));
        assert_eq!(why(99), "no such line: the file has 10\n");
    }
}
