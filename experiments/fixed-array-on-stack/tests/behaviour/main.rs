//! The chapter's ordinary tests, and the one to copy.

mod keep_the_gain;
#[cfg(unix)]
mod stack_overflow;

#[cfg(not(unix))]
#[test]
fn no_stack_overflows() {
    harness::skipped("nobody saw where the stack ends: its limits are set by means that Unix has").expect("not in CI");
}
