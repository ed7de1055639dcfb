//! Which programs does rustc refuse, and with which error code?

use harness::refused::{Refusal, refusals};

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

fn programs() -> Vec<Refusal> {
    refusals(env!("CARGO_MANIFEST_DIR"), &["bumpalo"]).expect("each program is refused")
}

#[test]
fn the_programs_are_refused_with_the_messages_on_the_page() {
    for Refusal { program, said, kept } in programs() {
        assert_eq!(said, kept, "{program}");
    }
}

/// The program beside them that is accepted.
mod stack_pointer_in_the_heap {
    include!("../compiles/stack_pointer_in_the_heap.rs");

    #[test]
    fn it_compiles_and_holds() {
        main();
    }
}

#[test]
fn each_message_holds_the_intended_error_code_and_no_other() {
    let programs = programs();
    let found: Vec<(&str, Vec<&str>)> =
        programs.iter().map(|refusal| (refusal.program.as_str(), refusal.codes())).collect();
    assert_eq!(found, CODES.map(|(program, code)| (program, vec![code])));
}
