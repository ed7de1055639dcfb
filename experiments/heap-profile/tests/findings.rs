//! Are the findings what the page explains?

use instruments::Value;
use std::collections::BTreeMap;

#[expect(dead_code, reason = "its `main` prints the findings; here they are only looked at")]
#[path = "../examples/findings.rs"]
mod program;

#[test]
fn the_findings_are_what_the_page_explains() {
    let found: BTreeMap<String, Value> =
        program::findings().into_iter().map(|finding| (finding.key, finding.value)).collect();
    let added = |variant: &str| {
        ["allocations", "reallocations"].map(|what| found[&format!("{what}_of_a_line_{variant}")].clone())
    };
    let expected = |allocations, reallocations| [allocations, reallocations].map(Value::Integer);

    // Allocations: the line and its text; a tree of a node, 8 keys and 5 texts; method and client; of the path what is left and right of the
    // query's mark, the decoded bytes, their text, the same in lower case, the segments, two of them joined, and the slash before them;
    // the key, and the client again. Reallocations: 25 decoded bytes come into blocks of 8, 16 and 32, and the slash and the method into
    // blocks that are too small for what follows them.
    assert_eq!(added("as_written"), expected(2 + 14 + 2 + 7 + 2, 2 + 1 + 1));
    // The tree is gone.
    assert_eq!(added("typed_decoding"), expected(27 - 14, 4));
    // The text of the line.
    assert_eq!(added("borrowed_text"), expected(13 - 1, 4));
    // The line.
    assert_eq!(added("reused_line_buffer"), expected(12 - 1, 4));
    // Both collected vectors, and the joined text: the slashes and segments are put together in one.
    assert_eq!(added("no_temporary_vec"), expected(11 - 3, 4));
    // The text of the decoded bytes, and the same in lower case.
    assert_eq!(added("in_place"), expected(8 - 2, 4));
    // The growth of the decoded bytes.
    assert_eq!(added("capacity_hint"), expected(6, 4 - 2));
    // Both copies of the client.
    assert_eq!(added("borrowed_keys"), expected(6 - 2, 2));
    // The method, the decoded bytes, the beginning of the path, the key, and what made two of them grow.
    assert_eq!(added("reused_buffers"), expected(4 - 4, 2 - 2));
}
