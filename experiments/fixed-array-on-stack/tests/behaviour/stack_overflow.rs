//! Where the stack ends, and how a process ends there: each overflow happens in a child process, by means that Unix has.

use fixed_array_on_stack::child::{Ending, Surroundings, allocator_function, run};
use harness::build::profile;
use record::Profile;
use std::path::Path;

/// The binary `stack`, built with the profile of this test.
fn child(surroundings: Surroundings, work: &str, place: &str) -> Ending {
    run(Path::new(env!("CARGO_BIN_EXE_stack")), surroundings, &["run", work, place])
        .expect("the child starts, and knows the work")
}

#[track_caller]
fn check(surroundings: Surroundings, work: &str, place: &str, fits: bool) {
    let ending = child(surroundings, work, place);
    let right = if fits { ending.returned() } else { ending.is_recognised_overflow() };
    let expected = if fits { "to return" } else { "SIGABRT after the message of Rust's handler" };
    assert!(right, "{work} on {place} with {surroundings:?}: expected {expected}, got {ending:?}");
}

/// 1 MiB of frames of 4 KiB, if there were nothing else on the stack.
const ONE_MIB: &str = "frames:256";
const TWO_MIB: &str = "frames:512";
const EIGHT_MIB: &str = "frames:2048";

// ANCHOR: documented_limits
#[test]
fn a_spawned_thread_has_two_mib() {
    check(Surroundings::DEFAULT, ONE_MIB, "thread", true);
    check(Surroundings::DEFAULT, TWO_MIB, "thread", false);
}

#[test]
fn the_main_thread_has_what_ulimit_says() {
    check(Surroundings::DEFAULT, "frames:1024", "main", true);
    check(Surroundings::DEFAULT, EIGHT_MIB, "main", false);
    check(Surroundings { stack_limit: 1_024, ..Surroundings::DEFAULT }, ONE_MIB, "main", false);
}
// ANCHOR_END: documented_limits

#[test]
fn ulimit_does_not_limit_a_spawned_thread() {
    check(Surroundings { stack_limit: 512, ..Surroundings::DEFAULT }, ONE_MIB, "thread", true);
}

#[test]
fn the_variable_rust_min_stack_sets_the_default_of_spawned_threads_and_not_of_the_main_thread() {
    let small = Surroundings { rust_min_stack: Some(1 << 20), ..Surroundings::DEFAULT };
    check(small, ONE_MIB, "thread", false);
    check(small, TWO_MIB, "main", true);
    let large = Surroundings { rust_min_stack: Some(4 << 20), ..Surroundings::DEFAULT };
    check(large, TWO_MIB, "thread", true);
}

#[test]
fn the_builder_overrides_the_variable() {
    let small = Surroundings { rust_min_stack: Some(1 << 20), ..Surroundings::DEFAULT };
    check(small, TWO_MIB, "thread:4194304", true);
    check(Surroundings::DEFAULT, ONE_MIB, "thread:1048576", false);
}

#[test]
fn a_boxed_literal_needs_the_stack_for_its_array_in_debug_only() {
    check(Surroundings::DEFAULT, "boxed_literal/262144", "thread:131072", profile() == Profile::Release);
}

#[test]
fn a_box_made_through_vec_needs_no_stack_for_its_array() {
    check(Surroundings::DEFAULT, "boxed_through_vec/262144", "thread:131072", true);
}

#[test]
fn an_uninitialised_array_needs_as_much_stack_as_a_zeroed_one() {
    for work in ["zeroed/262144", "uninit/262144"] {
        check(Surroundings::DEFAULT, work, "thread:262144", false);
        check(Surroundings::DEFAULT, work, "thread:327680", true);
    }
}

/// A stack of 128 KiB holds one array of 64 KiB and not two.
#[test]
fn a_lent_array_is_on_the_stack_once() {
    check(Surroundings::DEFAULT, "passed_by_reference/65536", "thread:131072", true);
    check(Surroundings::DEFAULT, "returned_by_reference/65536", "thread:131072", true);
}

#[test]
fn a_moved_array_is_on_the_stack_once_in_release_and_again_and_again_in_debug() {
    let is_release = profile() == Profile::Release;
    check(Surroundings::DEFAULT, "passed_by_value/65536", "thread:131072", is_release);
    check(Surroundings::DEFAULT, "returned_by_value/65536", "thread:131072", is_release);
}

#[test]
fn a_copied_array_is_on_the_stack_once_a_frame_in_every_profile() {
    check(Surroundings::DEFAULT, "copied_by_value/65536", "thread:131072", false);
}

#[test]
fn a_boxed_literal_of_zeros_asks_for_zeroed_memory_in_release_only() {
    let program = Path::new(env!("CARGO_BIN_EXE_stack"));
    let asks = |work| allocator_function(program, work, 262_144).unwrap();
    let Some(literal) = asks("boxed_literal/262144") else {
        harness::skipped("nobody saw what the box asks for: valgrind is not on PATH; install valgrind").unwrap();
        return;
    };
    assert_eq!(literal, if profile() == Profile::Release { "calloc" } else { "malloc" });
    assert_eq!(asks("boxed_through_vec/262144").as_deref(), Some("calloc"));
}

/// Page faults of each of six calls in a new process, on the main thread.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn page_faults(surroundings: Surroundings, work: &str) -> Vec<u64> {
    let program = Path::new(env!("CARGO_BIN_EXE_stack"));
    let ending = run(program, surroundings, &["faults", work, "6"]).expect("the child starts, and knows the work");
    let Ending::Returned(series) = ending else { panic!("{work}: {ending:?}") };
    series.split(' ').map(|faults| faults.parse().expect("a count of page faults")).collect()
}

/// 256 KiB are 64 pages. "Nearly all" and "few" leave room for what shares a page with the array.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn an_array_on_the_stack_touches_its_pages_in_the_first_call_also_when_uninitialised() {
    for work in ["zeroed/262144", "uninit/262144"] {
        let faults = page_faults(Surroundings::DEFAULT, work);
        assert!(faults[0] > 48 && faults[1..].iter().all(|&faults| faults < 8), "{work}: {faults:?}");
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn a_block_fresh_from_the_kernel_is_zeroed_where_it_is_touched() {
    let pinned = Surroundings { mmap_threshold: Some(131_072), ..Surroundings::DEFAULT };
    for (surroundings, work) in [(Surroundings::DEFAULT, "lazily_zeroed/262144"), (pinned, "boxed_through_vec/262144")]
    {
        let faults = page_faults(surroundings, work);
        assert!(faults.iter().all(|faults| (1..8).contains(faults)), "{work} with {surroundings:?}: {faults:?}");
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn a_block_that_the_allocator_kept_comes_without_page_faults() {
    let faults = page_faults(Surroundings::DEFAULT, "boxed_through_vec/262144");
    assert!(faults[0] > 0 && faults[5] == 0, "{faults:?}");
}

#[test]
fn the_child_refuses_work_it_does_not_know() {
    let program = Path::new(env!("CARGO_BIN_EXE_stack"));
    let error = run(program, Surroundings::DEFAULT, &["run", "zeroes/64", "main"]).unwrap_err().to_string();
    assert!(error.contains("`zeroes` is no variant"), "{error}");
}
