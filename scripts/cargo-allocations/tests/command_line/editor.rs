//! Diagnostics as cargo prints those of rustc.

use crate::package::{EVERY_VERDICT, Package};
use serde_json::{Value, json};

#[test]
fn diagnostics_have_what_an_editor_reads() {
    let package = Package::new(EVERY_VERDICT);
    let stdout = package.sites(&["--format", "rustc"]).ends(0).stdout;
    let mut messages: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(messages.pop().unwrap(), json!({ "reason": "build-finished", "success": true }));
    assert_eq!(messages.len(), 4);
    for message in &messages {
        assert_eq!(message["reason"], "compiler-message");
        assert!(message["package_id"].as_str().unwrap().starts_with("path+file://"), "{message}");
        assert_eq!(message["target"]["kind"], json!(["lib"]));
        assert!(message["target"]["src_path"].as_str().unwrap().ends_with("src/lib.rs"), "{message}");
        let diagnostic = &message["message"];
        assert!(matches!(diagnostic["level"].as_str(), Some("warning" | "note")), "{message}");
        for key in ["message", "rendered"] {
            assert!(!diagnostic[key].as_str().unwrap().is_empty(), "{message}");
        }
        let [span] = diagnostic["spans"].as_array().unwrap().as_slice() else { panic!("one span: {message}") };
        assert_eq!(span["is_primary"], true);
        // An editor may start the command elsewhere.
        assert_eq!(span["file_name"], package.root().join("src/lib.rs").to_str().unwrap());
        for key in ["byte_start", "byte_end", "line_start", "line_end", "column_start", "column_end"] {
            assert!(span[key].is_u64(), "{key}: {message}");
        }
    }
    let may = &messages[1]["message"];
    assert_eq!(may["message"], "may: Vec::push, through RawVec::grow_one");
    assert_eq!(may["code"]["code"], "allocations::may");
    let span = &may["spans"][0];
    assert_eq!((&span["line_start"], &span["column_start"], &span["column_end"]), (&json!(7), &json!(25), &json!(29)));
    assert_eq!(may["children"][0]["message"], "in own::push");
}
