//! Does a counter in the crate under test count an allocation that the program never makes?
//!
//! This crate holds both: a function with a local box, and `#[global_allocator]` with bare `stats_alloc`. In release the optimiser
//! sees the counter and `malloc` together, removes the call to `malloc`, and must keep the additions to the counter, which
//! are an effect like any other. valgrind watches the same function and says what is left.
//!
//! `--figures` prints what was found as JSON instead of testing it.

use harness::build;
use instruments::box_read;
use libtest_mimic::{Arguments, Failed, Trial};
use malloc_trace::{Calls, mark, trace};
use record::Profile;
use record::program::Need;
use serde_json::json;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;
use std::process::ExitCode;

// ANCHOR: phantom
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Word for word the function of `box_read`, which is in the library crate.
#[inline(never)]
fn local_box() -> u64 {
    let boxed = Box::new(41);
    *boxed + 1
}
// ANCHOR_END: phantom

/// Runs both functions between marks: what valgrind watches.
const CHILD_FLAG: &str = "--under-witness";

/// The allocations of one function, as `stats_alloc` counts them and as `malloc` sees them.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    counted: usize,
    malloc: u64,
}

fn main() -> ExitCode {
    let flag = std::env::args().nth(1);
    if flag.as_deref() == Some(CHILD_FLAG) {
        for function in [local_box, box_read::run] {
            mark();
            black_box(black_box::<fn() -> u64>(function)());
            mark();
        }
        return ExitCode::SUCCESS;
    }
    if flag.as_deref() == Some("--figures") {
        return print_figures();
    }
    let mut arguments = Arguments::from_args();
    // On one thread, so that the process-wide counter is that thread's.
    arguments.test_threads = Some(1);
    let test = Trial::test("a_counter_in_the_crate_under_test_counts_an_allocation_that_is_not_made", || {
        test().map_err(Failed::from)
    });
    libtest_mimic::run(&arguments, vec![test]).exit_code()
}

fn test() -> Result<(), String> {
    if let Some(reason) = Need::Valgrind.missing() {
        return harness::skipped(&format!("malloc was not watched: {reason}"));
    }
    let [beside, library] = look()?;
    let left = usize::from(build::profile() == Profile::Debug);
    let expected = [Seen { counted: 1, malloc: left as u64 }, Seen { counted: left, malloc: left as u64 }];
    let [expected_beside, expected_library] = &expected;
    if beside == *expected_beside && library == *expected_library {
        return Ok(());
    }
    Err(format!(
        "beside the allocator: {beside:?}, expected {expected_beside:?}\n\
         in the library crate: {library:?}, expected {expected_library:?}"
    ))
}

fn print_figures() -> ExitCode {
    let figures = |seen: &Seen| json!({ "counted": seen.counted, "malloc": seen.malloc });
    match look() {
        Ok([beside, library]) => {
            println!("{}", json!({ "beside": figures(&beside), "library": figures(&library) }));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn look() -> Result<[Seen; 2], String> {
    let program = std::env::current_exe().map_err(|error| format!("the path of this test binary: {error}"))?;
    let calls = trace(&program, &[CHILD_FLAG])?.calls;
    let [beside, library]: [Calls; 2] =
        calls.try_into().map_err(|calls| format!("two functions ran, the trace has {calls:?}"))?;
    Ok([
        Seen { counted: counted(local_box), malloc: beside.allocations },
        Seen { counted: counted(box_read::run), malloc: library.allocations },
    ])
}

fn counted(function: fn() -> u64) -> usize {
    let region = Region::new(ALLOCATOR);
    black_box(black_box(function)());
    region.change().allocations
}
