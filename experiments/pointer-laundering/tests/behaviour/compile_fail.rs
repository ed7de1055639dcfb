//! What does the compiler refuse, that laundering gets past it?

use harness::refused::{Refusal, refusals};

/// A program in `tests/compile_fail`, and the error it is there for.
const REFUSED: [(&str, &str); 6] = [
    ("box_freed_while_borrowed", "E0505"),
    ("reference_across_push", "E0502"),
    ("reference_past_scope", "E0597"),
    ("reference_returned", "E0515"),
    ("thread_borrows_local", "E0373"),
    ("two_exclusive_references", "E0499"),
];

fn programs() -> Vec<Refusal> {
    refusals(env!("CARGO_MANIFEST_DIR"), &[]).expect("each program is refused")
}

#[test]
fn the_compiler_refuses_each_program_with_the_message_on_the_page() {
    for Refusal { program, said, kept } in programs() {
        assert_eq!(said, kept, "{program}");
    }
}

#[test]
fn each_message_names_the_error_the_program_is_there_for() {
    for (refusal, (program, code)) in programs().iter().zip(REFUSED) {
        assert!(refusal.codes().contains(&code), "{program}: no error[{code}] in\n{}", refusal.said);
    }
}

#[test]
fn every_program_in_the_directory_is_named_here() {
    let found: Vec<String> = programs().into_iter().map(|refusal| refusal.program).collect();
    assert_eq!(found, REFUSED.map(|(program, _)| program));
}
