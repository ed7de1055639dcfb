//! How is a report read beside the source?
//!
//! Every line of a file, with what the report says of it in a margin, plain or coloured.

use crate::report::{FileReport, LineReport, Verdict};
use crate::source::Source;
use std::fmt::Write as _;

/// The file with a margin, for a terminal.
pub fn text(file: Option<&FileReport>, source: &Source, coloured: bool) -> String {
    let mut text = String::new();
    let width = source.lines.len().to_string().len();
    for (number, code) in (1_u32..).zip(&source.lines) {
        let report = file.and_then(|file| file.lines.iter().find(|line| line.line == number));
        let verdict = report.and_then(LineReport::verdict);
        let word = verdict.map_or("", Verdict::word);
        let (on, off) = match verdict {
            Some(verdict) if coloured => (colour(verdict), "\x1b[0m"),
            _ => ("", ""),
        };
        _ = writeln!(text, "{on}{word:>8}{off} {number:>width$} | {code}");
        for message in report.map(LineReport::messages).unwrap_or_default() {
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
