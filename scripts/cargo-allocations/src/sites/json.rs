//! The whole report as JSON. The crate's README says what each key is; what is changed there is another schema.

use super::finding::{Finding, Findings};
use super::summary::Summary;
use heap_sites::{Builds, FunctionWithoutCode, LineReport, Step, Verdict, When};
use serde::Serialize;

/// The number of the form; another number is another form.
const SCHEMA: u32 = 3;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    package: &'a str,
    target: &'a str,
    rustc: &'a str,
    builds: &'a Builds,
    summary: &'a Summary,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    lines: Vec<Line<'a>>,
    without_code: &'a [FunctionWithoutCode],
}

#[derive(Serialize)]
struct Line<'a> {
    /// `line`, `debug`, `release` and `doubt`.
    #[serde(flatten)]
    report: &'a LineReport,
    messages: Vec<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    verdict: Verdict,
    /// When the line allocates, as far as that is known.
    when: Option<When>,
    text: String,
    column: u32,
    function: &'a str,
    via: String,
    through: Option<String>,
    copies: usize,
    chain: &'a [Step],
}

impl<'a> Message<'a> {
    fn of(finding: &Finding<'a>) -> Self {
        let message = &finding.message;
        Self {
            verdict: message.verdict,
            when: message.when(),
            text: message.text(),
            column: message.site.column,
            function: &message.site.function,
            via: message.site.via(),
            through: message.site.through(),
            copies: message.copies,
            chain: &message.site.chain,
        }
    }
}

/// The document, with a line break at its end.
pub(super) fn text(findings: &Findings<'_>, summary: &Summary) -> anyhow::Result<String> {
    let report = findings.report;
    let lines = |path: &str| {
        let file = report.file(path).map(|file| file.lines.as_slice()).unwrap_or_default();
        let line = |line| Line {
            report: line,
            messages: findings.all.iter().filter(|finding| std::ptr::eq(finding.line, line)).map(Message::of).collect(),
        };
        file.iter().map(line).filter(|line| !findings.is_part || !line.messages.is_empty()).collect()
    };
    let files = report.files.iter().map(|file| File {
        path: &file.path,
        lines: lines(&file.path),
        without_code: &file.without_code,
    });
    let document = Document {
        schema: SCHEMA,
        package: &report.package,
        target: &report.target,
        rustc: &report.rustc,
        builds: &report.builds,
        summary,
        files: files.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
