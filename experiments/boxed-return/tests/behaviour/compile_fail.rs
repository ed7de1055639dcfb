//! Which programs does rustc refuse, and with which error code?

use std::collections::BTreeMap;
use std::path::Path;

/// The error that each program is there to show.
const CODES: [(&str, &str); 9] = [
    ("address_of_local", "E0106"),
    ("arena_emptied_in_use", "E0502"),
    ("boxed_closure_borrows_local", "E0373"),
    ("pointer_outlives_its_object", "E0597"),
    ("pointer_to_a_temporary", "E0716"),
    ("static_address_of_local", "E0515"),
    ("static_bound_on_a_box", "E0597"),
    ("thread_borrows_local", "E0373"),
    ("two_types_behind_impl_trait", "E0308"),
];

#[test]
fn the_programs_are_refused_with_the_messages_on_the_page() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}

/// The program beside them that is accepted. It is compiled with this test: for trybuild, one such program is enough to build every
/// dependency, where the refused ones need them checked.
mod stack_pointer_in_the_heap {
    include!("../compiles/stack_pointer_in_the_heap.rs");

    #[test]
    fn it_compiles_and_holds() {
        main();
    }
}

#[test]
fn each_message_holds_the_intended_error_code_and_no_other() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(&directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "stderr") {
            let program = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let message = std::fs::read_to_string(&path).unwrap();
            let codes: Vec<String> = message
                .lines()
                .filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_owned()))
                .collect();
            found.insert(program, codes);
        }
    }
    let intended: BTreeMap<String, Vec<String>> =
        CODES.iter().map(|(program, code)| ((*program).to_owned(), vec![(*code).to_owned()])).collect();
    assert_eq!(found, intended, "left: the messages in {}, right: what they are there to show", directory.display());
}
