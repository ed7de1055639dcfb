//! Which programs, right in Go, does rustc refuse, and with which error code?

use harness::refused::{Refusal, refusals};

/// The error that each program is there to show.
const CODES: [(&str, &str); 5] = [
    ("corrected_price", "E0505"),
    ("decided", "E0597"),
    ("late_tickets", "E0502"),
    ("loop_addresses", "E0597"),
    ("pointer_reused", "E0597"),
];

fn programs() -> Vec<Refusal> {
    refusals(env!("CARGO_MANIFEST_DIR"), &[]).expect("each program is refused")
}

#[test]
fn the_programs_are_refused_with_the_messages_on_the_page() {
    for Refusal { program, said, kept } in programs() {
        assert_eq!(said, kept, "{program}");
    }
}

#[test]
fn each_message_holds_the_intended_error_code_and_no_other() {
    let programs = programs();
    let codes = |refusal| {
        let mut codes = Refusal::codes(refusal);
        codes.dedup();
        codes
    };
    let found: Vec<(&str, Vec<&str>)> =
        programs.iter().map(|refusal| (refusal.program.as_str(), codes(refusal))).collect();
    assert_eq!(found, CODES.map(|(program, code)| (program, vec![code])));
}
