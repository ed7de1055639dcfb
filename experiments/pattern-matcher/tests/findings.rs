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
    let text = |text: &str| Value::Text(text.to_owned());

    // Rows of an entry for each class (the letters that occur, and all other bytes) and one for the output, four bytes each.
    assert_eq!(found["states_10"], Value::Integer(74));
    assert_eq!(found["table_100000"], text("28.6 MiB"));

    // With ten patterns both texts read the same part of the table; with the largest dictionary the scattered words read about twice as much.
    assert_eq!(found["touched_common_10"], found["touched_scattered_10"]);
    assert_eq!(found["touched_common_100000"], text("1.0 MiB"));
    assert_eq!(found["touched_scattered_100000"], text("2.0 MiB"));
}
