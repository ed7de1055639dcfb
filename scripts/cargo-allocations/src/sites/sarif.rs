//! SARIF 2.1.0, as code scanning reads it.

use super::finding::{Finding, Findings};
use heap_sites::Verdict;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A rule a verdict: what it means, and its level.
const RULES: [(Verdict, &str, &str); 4] = [
    (Verdict::Heap, "warning", "The line calls the allocator in the release build."),
    (Verdict::May, "warning", "The line calls a library function that can reach the allocator in the release build."),
    (
        Verdict::Unknown,
        "note",
        "The line calls through dyn or a function pointer, or cannot be found in the release build, so that nothing is known of it.",
    ),
    (Verdict::Elided, "note", "The line reaches the allocator at opt-level 0, and not in the release build."),
];

/// The document, with a line break at its end.
pub(super) fn text(findings: &Findings<'_>) -> anyhow::Result<String> {
    let rules = RULES.map(|(verdict, level, text)| {
        json!({
            "id": verdict.word(),
            "name": verdict.word(),
            "shortDescription": { "text": text },
            "fullDescription": { "text": text },
            "help": { "text": "`cargo allocations sites --why FILE:LINE` shows the calls from the line to the allocator." },
            "defaultConfiguration": { "level": level },
        })
    });
    let mut known = HashMap::new();
    let results: Vec<Value> = findings.all.iter().map(|finding| result(findings, finding, &mut known)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// `known` counts the sites of each file, function and callee.
fn result(findings: &Findings<'_>, finding: &Finding<'_>, known: &mut HashMap<String, usize>) -> Value {
    let place = RULES.iter().position(|(verdict, ..)| *verdict == finding.verdict()).unwrap_or_default();
    let mut region = json!({ "startLine": finding.line.line });
    if let Some((begin, end)) = findings.columns(finding) {
        region["startColumn"] = begin.into();
        region["endColumn"] = end.into();
    }
    let key = format!("{} {} {}", finding.file.path, finding.function(), finding.callee());
    let number = known.entry(key.clone()).and_modify(|number| *number += 1).or_insert(1);
    let mut message = finding.message.text();
    for part in [format!("in {}", finding.function()), finding.chain()] {
        if !part.is_empty() {
            message += &format!("; {part}");
        }
    }
    json!({
        "ruleId": finding.verdict().word(),
        "ruleIndex": place,
        "level": RULES[place].1,
        "message": { "text": message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&findings.path(finding)) },
                "region": region,
            },
            "logicalLocations": [{ "fullyQualifiedName": finding.function(), "kind": "function" }],
        }],
        "partialFingerprints": { "fileFunctionCallee/v1": format!("{key} {number}") },
    })
}

/// A path as a URI: relative to the current directory, or of a file anywhere.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(byte.into()),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("src/a b/größe.rs"), "src/a%20b/gr%C3%B6%C3%9Fe.rs");
        assert_eq!(uri("/home/x-1.0/lib.rs"), "file:///home/x-1.0/lib.rs");
    }
}
