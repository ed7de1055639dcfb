//! What is true of the instruments that is neither a count nor a time of a case?
//!
//! - the phantom count, from `tests/phantom.rs`;
//! - how often the test runner's threads change a process-wide counter, from many runs of `tests/pollution.rs`;
//! - what bare `stats_alloc` and dhat say of a vector that grows, of one that shrinks, and of a zeroed one;
//! - what `malloc` sees of a thread that does nothing.

#![allow(
    unsafe_code,
    reason = "a global allocator is an unsafe trait; every method forwards to stats_alloc around dhat"
)]

use instruments::chapter::{vec_grown, vec_shrunk, vec_zeroed};
use instruments::{Finding, Value, witness};
use serde_json::Value as Json;
use stats_alloc::{Region, Stats, StatsAlloc};
use std::alloc::{GlobalAlloc, Layout};
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::OnceLock;

/// Runs of `tests/pollution.rs` in each mode.
const RUNS: i64 = 200;
/// Starts a thread that does nothing between marks: what valgrind watches.
const CHILD_FLAG: &str = "--thread-under-witness";

#[global_allocator]
static ALLOCATOR: StatsAllocAroundDhat = StatsAllocAroundDhat;

struct StatsAllocAroundDhat;

static BOTH: OnceLock<StatsAlloc<dhat::Alloc>> = OnceLock::new();

/// Made on the first allocation of the process, without allocating.
fn both() -> &'static StatsAlloc<dhat::Alloc> {
    BOTH.get_or_init(|| StatsAlloc::new(dhat::Alloc))
}

// SAFETY: every method forwards its arguments unchanged.
unsafe impl GlobalAlloc for StatsAllocAroundDhat {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { both().alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { both().alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { both().dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { both().realloc(block, layout, new_size) }
    }
}

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(CHILD_FLAG) {
        run_threads();
        return ExitCode::SUCCESS;
    }
    match find() {
        Ok(findings) => {
            instruments::print_findings(&findings);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn find() -> Result<Vec<Finding>, Box<dyn Error>> {
    let mut findings = rules();
    findings.push(thread_that_does_nothing()?);
    findings.extend(phantom()?);
    findings.extend(pollution()?);
    Ok(findings)
}

fn integer(key: impl Into<String>, value: i64, exact: bool, how: impl Into<String>) -> Finding {
    Finding { key: key.into(), value: Value::Integer(value), exact, how: how.into() }
}

/// What each crate says of one call.
fn rules() -> Vec<Finding> {
    let grown = rules_of("vec_grown", vec_grown::run);
    let shrunk = rules_of("vec_shrunk", vec_shrunk::run);
    let zeroed = rules_of("vec_zeroed", vec_zeroed::run);
    [grown, shrunk, zeroed].into_iter().flatten().collect()
}

fn rules_of(name: &str, run: fn() -> u64) -> [Finding; 6] {
    let (stats, heap) = look(run);
    [
        ("stats_alloc_allocations", stats.allocations as i64),
        ("stats_alloc_reallocations", stats.reallocations as i64),
        ("stats_alloc_bytes_allocated", stats.bytes_allocated as i64),
        ("stats_alloc_bytes_reallocated", stats.bytes_reallocated as i64),
        ("dhat_total_blocks", heap.total_blocks as i64),
        ("dhat_total_bytes", heap.total_bytes as i64),
    ]
    .map(|(field, value)| {
        integer(
            format!("{name}_{field}"),
            value,
            true,
            format!("what a crate's own field says of one call of `{name}`: {field}"),
        )
    })
}

/// Two calls, because a running profiler allocates, and `stats_alloc` would count that.
fn look(run: fn() -> u64) -> (Stats, dhat::HeapStats) {
    black_box(run());
    let region = Region::new(both());
    black_box(black_box(run)());
    let stats = region.change();
    let profiler = dhat::Profiler::builder().testing().build();
    black_box(black_box(run)());
    let heap = dhat::HeapStats::get();
    drop(profiler);
    (stats, heap)
}

fn run_threads() {
    // The first thread of a process makes blocks that the later ones find.
    let _ = std::thread::spawn(|| {}).join();
    witness::mark();
    let _ = std::thread::spawn(|| {}).join();
    witness::mark();
}

fn thread_that_does_nothing() -> Result<Finding, Box<dyn Error>> {
    let seen = witness::calls(&std::env::current_exe()?, &[CHILD_FLAG])?.ok_or("this finding needs valgrind")?;
    let [thread] = seen[..] else { return Err(format!("one thread ran, the trace has {seen:?}").into()) };
    if thread.allocations < 4 || thread.allocations != thread.deallocations {
        return Err(format!(
            "a thread that does nothing frees what it makes, four blocks or more; the trace has {thread:?}"
        )
        .into());
    }
    let how = "calls that make a block, seen by valgrind while `std::thread::spawn(|| {}).join()` runs for the second time; \
               the C library's share depends on its version and on the machine";
    Ok(integer("empty_thread_malloc", thread.allocations as i64, false, how))
}

fn phantom() -> Result<Vec<Finding>, Box<dyn Error>> {
    let mut findings = Vec::new();
    for (profile, flags) in [("debug", &[][..]), ("release", &["--release"][..])] {
        let output = Command::new(test_binary("phantom", flags)?).arg("--figures").output()?;
        let figures: Json = serde_json::from_slice(&output.stdout).map_err(|error| {
            format!("tests/phantom.rs: {error}: {}", String::from_utf8_lossy(&output.stderr).trim())
        })?;
        for place in ["beside", "library"] {
            for witness in ["counted", "malloc"] {
                let value = figures[place][witness].as_i64().ok_or("tests/phantom.rs printed no figure")?;
                let how = format!(
                    "allocations of a local box, {} the crate of the global allocator, {}, {profile}",
                    if place == "beside" { "in" } else { "not in" },
                    if witness == "counted" {
                        "counted by `stats_alloc`"
                    } else {
                        "as `malloc` sees them under valgrind"
                    },
                );
                findings.push(integer(format!("phantom_{profile}_{place}_{witness}"), value, true, how));
            }
        }
    }
    Ok(findings)
}

fn pollution() -> Result<Vec<Finding>, Box<dyn Error>> {
    let binary = test_binary("pollution", &["--release"])?;
    let directory = tempfile::tempdir()?;
    let one_test = "the_gate_is_right_in_the_first_of_eight_tests";
    let modes: [(&str, &str, Vec<&str>, bool); 3] = [
        ("default", "eight tests, default threads", vec![], false),
        ("one_thread", "eight tests, --test-threads=1", vec!["--test-threads=1"], false),
        ("one_test_one_cpu", "one test, pinned to one processor", vec!["--exact", one_test], true),
    ];
    let mut findings =
        vec![integer("pollution_runs", RUNS, true, "runs of `tests/pollution.rs` in each mode, release")];
    for (key, words, arguments, is_pinned) in modes {
        let [mut ungated, mut gated] = [0, 0];
        for run in 0..RUNS {
            let log = directory.path().join(format!("{key}-{run}"));
            let text = run_polluted(&binary, &arguments, is_pinned, &log)?;
            ungated += i64::from(text.lines().any(|line| line.starts_with("wrong")));
            gated += i64::from(text.lines().any(|line| line.ends_with("wrong")));
        }
        for (counter, wrong, name) in [("ungated", ungated, "process-wide `stats_alloc`"), ("gate", gated, "the gate")]
        {
            let how = format!("runs of {RUNS} in which {name} was wrong in some test: {words}");
            // The gate's figure is exact: it is never wrong.
            findings.push(integer(format!("pollution_{key}_{counter}_wrong"), wrong, counter == "gate", how));
        }
    }
    Ok(findings)
}

/// One run; what its tests wrote.
fn run_polluted(binary: &Path, arguments: &[&str], is_pinned: bool, log: &Path) -> Result<String, Box<dyn Error>> {
    let mut command = if is_pinned {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", "0"]).arg(binary);
        command
    } else {
        Command::new(binary)
    };
    let status = command.args(arguments).env("POLLUTION_LOG", log).stdout(Stdio::null()).status();
    let status = status.map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    // A test in which the gate is wrong fails, and is counted; no file means that nothing ran.
    std::fs::read_to_string(log).map_err(|error| format!("tests/pollution.rs wrote nothing ({status}): {error}").into())
}

/// The path of one of this package's test binaries, built when it is not.
fn test_binary(name: &str, flags: &[&str]) -> Result<PathBuf, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "test",
            "--no-run",
            "--quiet",
            "--message-format=json",
            "--package",
            env!("CARGO_PKG_NAME"),
            "--test",
            name,
        ])
        .args(flags)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()?;
    String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str::<Json>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .ok_or_else(|| format!("cargo built no test binary called `{name}`").into())
}
