//! Diagnostics as `cargo check --message-format=json` prints them: rust-analyzer shows those of its `check.overrideCommand`.

use super::finding::{Finding, Findings};
use heap_sites::{Request, TargetName};
use serde_json::{Value, json};

/// One message a line.
pub(super) fn text(findings: &Findings<'_>, request: &Request) -> anyhow::Result<String> {
    let (package, target) = heap_sites::chosen(request)?;
    let known = package.targets.iter().find(|known| TargetName::of(known).as_ref() == Some(&target));
    let mut wrapper = json!({
        "reason": "compiler-message",
        "package_id": package.id,
        "manifest_path": package.manifest_path,
        "target": known.map(|target| &target.0),
    });
    let mut text = String::new();
    for finding in &findings.all {
        wrapper["message"] = message(findings, finding);
        text += &format!("{wrapper}\n");
    }
    let success = json!({ "reason": "build-finished", "success": true });
    Ok(text + &format!("{success}\n"))
}

fn message(findings: &Findings<'_>, finding: &Finding<'_>) -> Value {
    let level = if finding.is_warning() { "warning" } else { "note" };
    let (line, source) = (finding.line.line, findings.source(finding).unwrap_or_default());
    let (begin, end) = findings.columns(finding).unwrap_or((1, source.chars().count() + 1));
    let words = finding.message.text();
    let span = json!({
        "file_name": findings.absolute(finding),
        "byte_start": 0,
        "byte_end": 0,
        "line_start": line,
        "line_end": line,
        "column_start": begin,
        "column_end": end,
        "is_primary": true,
        "text": [{ "text": source, "highlight_start": begin, "highlight_end": end }],
        "label": Value::Null,
        "suggested_replacement": Value::Null,
        "suggestion_applicability": Value::Null,
        "expansion": Value::Null,
    });
    let notes = [format!("in {}", finding.function()), finding.chain()].into_iter().filter(|note| !note.is_empty());
    let children: Vec<Value> = notes
        .map(|note| {
            let none: [Value; 0] = [];
            json!({ "message": note, "code": Value::Null, "level": "note", "spans": none, "children": none, "rendered": Value::Null })
        })
        .collect();
    json!({
        "$message_type": "diagnostic",
        "message": words,
        "code": { "code": format!("allocations::{}", finding.verdict().word()), "explanation": Value::Null },
        "level": level,
        "spans": [span],
        "children": children,
        "rendered": format!("{level}: {words}\n --> {}:{line}:{begin}\n\n", findings.path(finding)),
    })
}
