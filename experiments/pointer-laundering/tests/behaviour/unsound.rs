//! What happens when a laundered reference is used too late, and who notices?

#[path = "../tools/mod.rs"]
mod tools;

use harness::Need;
use tools::{REPORTED, Run, Watcher, Workshop};

/// The programs that use a reference too late.
const TOO_LATE: [&str; 3] = ["scope_ended", "function_returned", "box_freed"];

/// Runs a program under a watcher; `None`, said loudly, when the watcher is not on this machine.
fn watched(program: &str, opt_level: u8, watcher: Watcher) -> Option<Run> {
    let need = match watcher {
        Watcher::Nobody => None,
        Watcher::AddressSanitizer => Some(Need::AddressSanitizer),
        Watcher::Valgrind => Some(Need::Valgrind),
    };
    if let Some(reason) = need.and_then(Need::missing) {
        harness::skipped(&format!("{program} under {watcher:?}: {reason}"))
            .expect("what is left out is left out outside of CI");
        return None;
    }
    let workshop = Workshop::new().expect("a temporary directory can be made");
    Some(workshop.run(program, opt_level, watcher).expect("the program can be built and run"))
}

fn reports(program: &str, opt_level: u8, watcher: Watcher, expected: &str) {
    if let Some(run) = watched(program, opt_level, watcher) {
        assert_eq!(run.report(), expected, "{program} at opt-level {opt_level} under {watcher:?}\n{}", run.stderr);
        let expected_status = if expected == "nothing" { 0 } else { REPORTED };
        assert_eq!(run.exit_status, Some(expected_status), "{program} at opt-level {opt_level} under {watcher:?}");
    }
}

#[test]
fn unwatched_every_program_ends_well_and_says_nothing() {
    for program in TOO_LATE {
        for opt_level in [0, 3] {
            reports(program, opt_level, Watcher::Nobody, "nothing");
        }
    }
}

#[test]
fn address_sanitizer_reports_the_use_after_the_scope() {
    reports("scope_ended", 0, Watcher::AddressSanitizer, "stack-use-after-scope");
    reports("scope_ended", 3, Watcher::AddressSanitizer, "stack-use-after-scope");
}

// Optimised, the function is inlined, and what outlived its return has become what outlives its scope.
#[test]
fn address_sanitizer_reports_the_use_after_the_return() {
    reports("function_returned", 0, Watcher::AddressSanitizer, "stack-use-after-return");
    reports("function_returned", 3, Watcher::AddressSanitizer, "stack-use-after-scope");
}

#[test]
fn address_sanitizer_reports_the_use_after_the_free() {
    reports("box_freed", 0, Watcher::AddressSanitizer, "heap-use-after-free");
    reports("box_freed", 3, Watcher::AddressSanitizer, "heap-use-after-free");
}

#[test]
fn valgrind_reports_reads_of_a_freed_block_and_below_the_stack_pointer() {
    reports("box_freed", 0, Watcher::Valgrind, "Invalid read of size 8");
    reports("function_returned", 0, Watcher::Valgrind, "Invalid read of size 8");
}

#[test]
fn valgrind_cannot_see_that_a_scope_has_ended() {
    reports("scope_ended", 0, Watcher::Valgrind, "nothing");
}

#[test]
fn no_watcher_reports_a_reference_used_in_time() {
    for watcher in [Watcher::Nobody, Watcher::AddressSanitizer, Watcher::Valgrind] {
        reports("still_alive", 0, watcher, "nothing");
    }
}
