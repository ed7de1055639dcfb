//! Are the findings what the page explains?

use instruments::Value;
use std::collections::BTreeMap;

#[expect(dead_code, reason = "its `main` prints the findings; here they are only looked at")]
#[path = "../examples/findings.rs"]
mod program;

#[test]
fn the_findings_are_what_the_page_explains() {
    let found: BTreeMap<String, Value> =
        program::findings().unwrap().into_iter().map(|finding| (finding.key, finding.value)).collect();

    // The scratch Vec and the String. The buffer of standard output is not asserted: the test runner has used it before.
    assert_eq!(found["first_call_of_thread_local_warm"], Value::Integer(1));
    assert_eq!(found["first_call_of_once_lock_warm"], Value::Integer(1));
    assert_eq!(found["env_set_allocations"], Value::Integer(1));

    // A Vec doubles from 4; a table of 8 places or more is filled to seven eighths, and a smaller one keeps a place free.
    assert_eq!(found["steps_of_vec"], Value::Series(vec![4, 8, 16, 32, 64, 128, 256, 512, 1024]));
    assert_eq!(found["steps_of_hash_map"], Value::Series(vec![3, 7, 14, 28, 56, 112, 224, 448, 896, 1792]));

    // 4096 bytes of scratch space; 384 bytes for a path and its zero.
    assert_eq!(found["longest_sort_without_a_block"], Value::Integer(4096 / 8));
    assert_eq!(found["longest_path_without_a_block"], Value::Integer(384 - 1));
    assert_eq!(found["size_of_io_error"], Value::Integer(8));
}
