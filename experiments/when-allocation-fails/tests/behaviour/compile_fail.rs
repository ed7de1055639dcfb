//! Which calls does the stable compiler refuse?

use harness::refused::{Refusal, refusals};

#[test]
fn the_programs_are_refused_with_the_kept_messages_because_the_calls_are_not_stable() {
    let programs = refusals(env!("CARGO_MANIFEST_DIR"), &[]).expect("each program is refused");
    let names: Vec<&str> = programs.iter().map(|refusal| refusal.program.as_str()).collect();
    assert_eq!(names, ["box_try_new", "push_within_capacity", "set_alloc_error_hook"]);
    for refusal in &programs {
        let Refusal { program, said, kept } = refusal;
        assert_eq!(said, kept, "{program}");
        assert!(refusal.codes().iter().all(|code| *code == "E0658"), "{said}");
    }
}
