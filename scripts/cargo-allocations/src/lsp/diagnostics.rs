//! What is shown of a report?

use crate::sites::finding::{Finding, Findings};
use heap_sites::{Survey, Verdict, When};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How much a diagnostic matters, by the protocol's numbers.
const ERROR: u32 = 1;
const WARNING: u32 = 2;
const INFORMATION: u32 = 3;
const HINT: u32 = 4;

/// The diagnostics of each file that has any.
pub(super) fn of(survey: &Survey) -> BTreeMap<PathBuf, Vec<Value>> {
    let (shown, _) = crate::sites::shown(survey);
    let findings = Findings::new(&shown, survey, &survey.root);
    let mut diagnostics: BTreeMap<PathBuf, Vec<Value>> = BTreeMap::new();
    for finding in findings.all.iter().filter(|finding| finding.verdict() != Verdict::Elided) {
        let (begin, end) = place(&findings, finding);
        let words = finding.message.when().map_or_else(String::new, |when| format!(", {}", when.words()));
        let message = format!("{}{words}", finding.message.text());
        let file = survey.root.join(&finding.file.path);
        let code = finding.verdict().word();
        let one = diagnostic(finding.line.line, (begin, end), severity(finding), code, &message);
        diagnostics.entry(file).or_default().push(one);
    }
    for contract in survey.broken_contracts() {
        let line = contract.line;
        let text = contract.to_string();
        let message = text.strip_prefix(&format!("{}:{line}: ", contract.path)).unwrap_or(&text);
        let file = survey.root.join(&contract.path);
        let one = diagnostic(line, whole(survey, &contract.path, line), ERROR, "contract", message);
        diagnostics.entry(file).or_default().push(one);
    }
    for problem in survey.verify(false) {
        let Some((path, line, message)) = parts(survey, &problem) else { continue };
        let one = diagnostic(line, whole(survey, path, line), ERROR, "pin", message);
        diagnostics.entry(survey.root.join(Path::new(path))).or_default().push(one);
    }
    diagnostics
}

fn severity(finding: &Finding<'_>) -> u32 {
    match (finding.verdict(), finding.message.when()) {
        (Verdict::Unknown | Verdict::Elided, _) => HINT,
        (_, Some(When::EachTime)) => WARNING,
        _ => INFORMATION,
    }
}

fn diagnostic(line: u32, (begin, end): (usize, usize), severity: u32, code: &str, message: &str) -> Value {
    let line = line.saturating_sub(1);
    json!({
        "range": { "start": { "line": line, "character": begin }, "end": { "line": line, "character": end } },
        "severity": severity,
        "code": code,
        "source": "allocations",
        "message": message,
    })
}

/// Where a site is on its line: the protocol counts units of UTF-16 from 0.
fn place(findings: &Findings<'_>, finding: &Finding<'_>) -> (usize, usize) {
    let units = |text: &str| text.encode_utf16().count();
    match findings.word(finding) {
        Some((before, word)) => (units(before), units(before) + units(word).max(1)),
        None => of_line(findings.source(finding).unwrap_or_default()),
    }
}

fn whole(survey: &Survey, path: &str, line: u32) -> (usize, usize) {
    let line = survey.sources.get(path).and_then(|source| source.lines.get((line as usize).checked_sub(1)?));
    of_line(line.map(String::as_str).unwrap_or_default())
}

/// A line without the blanks at its ends.
fn of_line(line: &str) -> (usize, usize) {
    let units = |text: &str| text.encode_utf16().count();
    (units(line) - units(line.trim_start()), units(line.trim_end()))
}

/// The file, the line and the words of what is wrong with a pin.
fn parts<'a>(survey: &'a Survey, problem: &'a str) -> Option<(&'a str, u32, &'a str)> {
    survey.sources.keys().find_map(|path| {
        let (line, message) = problem.strip_prefix(path.as_str())?.strip_prefix(':')?.split_once(": ")?;
        Some((path.as_str(), line.parse().ok()?, message))
    })
}
