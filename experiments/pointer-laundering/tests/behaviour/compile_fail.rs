//! What does the compiler refuse, that laundering gets past it?

use std::path::Path;

/// A program in `tests/compile_fail`, and the error it is there for.
const REFUSED: [(&str, &str); 6] = [
    ("reference_past_scope", "E0597"),
    ("reference_returned", "E0515"),
    ("box_freed_while_borrowed", "E0505"),
    ("thread_borrows_local", "E0373"),
    ("reference_across_push", "E0502"),
    ("two_exclusive_references", "E0499"),
];

#[test]
fn the_compiler_refuses_each_program_with_the_message_on_the_page() {
    let programs = trybuild::TestCases::new();
    for (program, _) in REFUSED {
        programs.compile_fail(format!("tests/compile_fail/{program}.rs"));
    }
}

#[test]
fn each_message_names_the_error_the_program_is_there_for() {
    for (program, code) in REFUSED {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/compile_fail/{program}.stderr"));
        let message = std::fs::read_to_string(&file).unwrap();
        assert!(message.contains(&format!("error[{code}]")), "{}: no error[{code}] in\n{message}", file.display());
    }
}

#[test]
fn every_program_in_the_directory_is_named_here() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let mut found: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut named: Vec<&str> = REFUSED.iter().map(|(program, _)| *program).collect();
    named.sort_unstable();
    assert_eq!(found, named);
}
