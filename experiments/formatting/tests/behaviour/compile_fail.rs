//! Which uses of borrowed operands does rustc refuse, and with which error code?

use std::path::Path;

/// The error that each program is there to show.
const CODES: [(&str, &str); 2] = [("arguments_returned", "E0515"), ("operand_changed", "E0506")];

#[test]
fn the_programs_are_refused_with_the_messages_on_the_page() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}

#[test]
fn each_message_holds_the_intended_error_code_and_no_other() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    for (program, code) in CODES {
        let message = std::fs::read_to_string(directory.join(program).with_extension("stderr")).unwrap();
        let mut codes: Vec<&str> =
            message.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0)).collect();
        codes.dedup();
        assert_eq!(codes, [code], "{program}");
    }
}
