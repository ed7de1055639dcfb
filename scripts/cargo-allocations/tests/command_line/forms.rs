//! The forms for other programs.

use crate::package::{EVERY_VERDICT, Package, run_in};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn json_has_a_verdict_a_message_and_a_summary() {
    let package = Package::new(EVERY_VERDICT);
    let report = parsed(&package.sites(&["--format", "json"]).ends(0).stdout);
    assert_eq!(report["schema"], 3);
    assert_eq!((&report["package"], &report["target"]), (&json!("own"), &json!("lib")));
    let summary = &report["summary"];
    for (key, count) in [
        ("heap", 1),
        ("may", 1),
        ("unknown", 1),
        ("elided", 1),
        ("certain", 1),
        ("conditional", 1),
        ("functions", 3),
        ("files", 1),
    ] {
        assert_eq!(summary[key], count, "{key}");
    }
    let first =
        json!({ "function": "own::boxed", "file": "src/lib.rs", "heap": 1, "may": 0, "unknown": 0, "elided": 0 });
    assert_eq!(summary["by_function"][0], first);
    let file = &report["files"][0];
    assert_eq!((&file["path"], &file["without_code"]), (&json!("src/lib.rs"), &json!([])));
    let line = &file["lines"][1];
    assert_eq!((&line["line"], line["release"].as_array().unwrap().len()), (&json!(7), 2));
    let message = &line["messages"][0];
    for (key, value) in [
        ("verdict", json!("may")),
        ("text", json!("may: Vec::push, through RawVec::grow_one")),
        ("column", json!(27)),
        ("function", json!("own::push")),
        ("via", json!("Vec::push")),
        ("through", json!("RawVec::grow_one")),
        ("copies", json!(1)),
    ] {
        assert_eq!(message[key], value, "{key}");
    }
    assert_eq!(message["chain"][0], json!({ "function": "<alloc::vec::Vec<u64>>::push", "inlined": true }));
    assert_eq!(line["messages"][1]["through"], Value::Null);
}

/// What GitHub's documentation of SARIF requires of a file that is uploaded.
#[test]
fn sarif_has_what_code_scanning_requires() {
    let package = Package::new(EVERY_VERDICT);
    let above = package.root().parent().unwrap().to_owned();
    let name = package.root().file_name().unwrap().to_str().unwrap().to_owned();
    let log = parsed(&run_in(&above, &["sites", "--manifest-path", &name, "--format", "sarif"]).ends(0).stdout);
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run: {log}") };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "cargo-allocations");
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["heap", "may", "unknown", "elided"]);
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[key]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
    }
    let results = run["results"].as_array().unwrap();
    let levels: Vec<(&str, &str)> =
        results.iter().map(|result| (result["ruleId"].as_str().unwrap(), result["level"].as_str().unwrap())).collect();
    assert_eq!(levels, [("heap", "warning"), ("may", "warning"), ("unknown", "note"), ("elided", "note")]);
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert_eq!(result["ruleId"], ids[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], format!("{name}/src/lib.rs"));
        assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
        assert_eq!(result["partialFingerprints"].as_object().unwrap().len(), 1);
    }
    // Characters, not bytes: there are two of two before it.
    let may = &results[1];
    assert_eq!(
        may["locations"][0]["physicalLocation"]["region"],
        json!({ "startLine": 7, "startColumn": 25, "endColumn": 29 })
    );
    assert_eq!(may["partialFingerprints"]["fileFunctionCallee/v1"], "src/lib.rs own::push Vec::push 1");
}

#[test]
fn github_annotates_each_line() {
    let package = Package::new(EVERY_VERDICT);
    let expected = "\
::warning file=src/lib.rs,line=3,col=5,title=heap in own%3A%3Aboxed::heap: Box::new
::warning file=src/lib.rs,line=7,col=25,title=may in own%3A%3Apush::may: Vec::push, through RawVec::grow_one
::notice file=src/lib.rs,line=7,col=30,title=unknown in own%3A%3Apush::unknown: a call through dyn or a function pointer
::notice file=src/lib.rs,line=11,col=6,title=elided in own%3A%3Aread::elided: Box::new, in debug only
";
    assert_eq!(package.sites(&["--format", "github"]).ends(0).stdout, expected);
}
