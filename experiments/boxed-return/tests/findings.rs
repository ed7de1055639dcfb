//! Are the findings what the page explains?

use instruments::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;

#[expect(dead_code, reason = "its `main` prints the findings; here they are only looked at")]
#[path = "../examples/findings.rs"]
mod program;

#[test]
fn the_findings_are_what_the_page_explains() {
    if !has_gcc() {
        let message = "SKIPPED: gcc is not on PATH, so the C program was not compiled; install gcc to run this test";
        assert!(std::env::var_os("CI").is_none(), "{message} (CI must not skip it)");
        // Not `eprintln!`, which the test harness keeps to itself when the test passes.
        writeln!(std::io::stderr(), "{message}").expect("standard error is open");
        return;
    }
    let found: BTreeMap<String, Value> =
        program::findings().unwrap().into_iter().map(|finding| (finding.key, finding.value)).collect();
    let text = |text: &str| Value::Text(text.to_owned());

    // gcc answers the null pointer for the address of a local, and reading from it is what the signal is for.
    assert_eq!(found["c_program_compiles"], text("function returns address of local variable"));
    assert_eq!(found["c_program_ends"], text("signal: 11 (SIGSEGV)"));

    // The allocation is gone, the empty function that marks it is not; an Rc leaves the function through `drop_slow`.
    assert_eq!(found["by_value_inlined_calls"], text("none"));
    assert_eq!(found["boxed_inlined_calls"], text("__rust_no_alloc_shim_is_unstable_v2"));
    assert_eq!(found["rc_inlined_calls"], text("__rust_no_alloc_shim_is_unstable_v2, __rust_alloc, drop_slow"));
    assert_eq!(found["boxed_calls"], text("span_of, __rust_dealloc"));

    // Every variant moves the array once where it is made; only the Result by value moves it again, once a frame.
    assert_eq!(found["array_by_value_copies"], Value::Series(vec![1, 0, 0]));
    assert_eq!(found["array_boxed_copies"], Value::Series(vec![1, 0, 0]));
    assert_eq!(found["result_by_value_copies"], Value::Series(vec![1, 1, 1]));
    assert_eq!(found["result_boxed_copies"], Value::Series(vec![1, 0, 0]));
}

/// Whether `gcc` is GCC: on some platforms another compiler answers to that name.
fn has_gcc() -> bool {
    let output = Command::new("gcc").arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("Free Software Foundation"))
}
