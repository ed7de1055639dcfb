//! What is true of the instruments that is neither a count nor a time of a case?
//!
//! - what bare `stats_alloc` and dhat say of a vector that grows, of one that shrinks, and of a zeroed one;
//! - what `malloc` sees of a thread that does nothing;
//! - the phantom count, from `tests/phantom`;
//! - how often the test runner's threads change a process-wide counter, from many runs of `tests/pollution`.

use anyhow::{Context, Result, ensure};
use harness::{Child, Findings, Mode, Need, Shared, cargo};
use instruments::{vec_grown, vec_shrunk, vec_zeroed};
use record::Profile;
use serde_json::Value as Json;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs of `tests/pollution` in each mode.
const RUNS: i64 = 200;

const MANIFEST: &str = env!("CARGO_MANIFEST_DIR");

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    rules(findings);
    thread_that_does_nothing(findings);
    phantom(findings);
    pollution(findings);
}

/// A variant of the chapter.
type Variant = (&'static str, fn() -> u64);

const VECTORS: [Variant; 3] =
    [("vec_grown", vec_grown::run), ("vec_shrunk", vec_shrunk::run), ("vec_zeroed", vec_zeroed::run)];

/// What each crate says of one call.
fn rules(findings: &mut Findings) {
    let stats_alloc = findings.child("stats_alloc", || {
        Mode::StatsAlloc.enter();
        print(VECTORS.map(|(_, run)| by_stats_alloc(run)))
    });
    let dhat = findings.child("dhat", || {
        Mode::Heap.enter();
        print(VECTORS.map(|(_, run)| by_dhat(run)))
    });
    let stats_alloc = Shared::new(|| printed(stats_alloc));
    let dhat = Shared::new(|| printed(dhat));
    for (index, (name, _)) in VECTORS.into_iter().enumerate() {
        for (of, fields) in [
            (
                &stats_alloc,
                &[
                    "stats_alloc_allocations",
                    "stats_alloc_reallocations",
                    "stats_alloc_bytes_allocated",
                    "stats_alloc_bytes_reallocated",
                ][..],
            ),
            (&dhat, &["dhat_total_blocks", "dhat_total_bytes"]),
        ] {
            for (field, key) in fields.iter().enumerate() {
                let how = format!("what a crate's own field says of one call of `{name}`: {key}");
                findings.exact([name, key], how).by(|| Ok::<_, anyhow::Error>(of.get()?[index][field]));
            }
        }
    }
}

fn by_stats_alloc(run: fn() -> u64) -> Vec<i64> {
    black_box(run());
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    black_box(black_box(run)());
    let stats = region.change();
    vec![
        stats.allocations as i64,
        stats.reallocations as i64,
        stats.bytes_allocated as i64,
        stats.bytes_reallocated as i64,
    ]
}

fn by_dhat(run: fn() -> u64) -> Vec<i64> {
    black_box(run());
    let profiler = dhat::Profiler::builder().testing().build();
    black_box(black_box(run)());
    let heap = dhat::HeapStats::get();
    drop(profiler);
    vec![heap.total_blocks as i64, heap.total_bytes as i64]
}

fn print(figures: [Vec<i64>; 3]) -> Result<()> {
    println!("{}", serde_json::to_string(&figures)?);
    Ok(())
}

fn printed(child: Child) -> Result<Vec<Vec<i64>>> {
    Ok(serde_json::from_slice(&child.output()?.stdout)?)
}

fn thread_that_does_nothing(findings: &mut Findings) {
    let child = findings.child("empty_thread", || {
        Mode::Plain.enter();
        // The first thread of a process makes blocks that the later ones find.
        let _ = std::thread::spawn(|| {}).join();
        malloc_trace::mark();
        let _ = std::thread::spawn(|| {}).join();
        malloc_trace::mark();
        Ok::<_, anyhow::Error>(())
    });
    let how = "calls that make a block, seen by valgrind while `std::thread::spawn(|| {}).join()` runs for the second time; \
               the C library's share depends on its version and on the machine";
    findings.observed("empty_thread_malloc", how).needs(Need::Valgrind).by(|| {
        let seen =
            malloc_trace::trace(&std::env::current_exe()?, &child.arguments()).map_err(anyhow::Error::msg)?.calls;
        let [thread] = seen[..] else { anyhow::bail!("one thread ran, the trace has {seen:?}") };
        ensure!(
            thread.allocations >= 4 && thread.allocations == thread.deallocations,
            "a thread that does nothing frees what it makes, four blocks or more; the trace has {thread:?}"
        );
        Ok(thread.allocations)
    });
}

fn phantom(findings: &mut Findings) {
    for profile in [Profile::Debug, Profile::Release] {
        let figures = Shared::new(|| -> Result<Json> {
            let output =
                Command::new(cargo::build(MANIFEST, ["--test", "phantom"], profile)?).arg("--figures").output()?;
            let messages = String::from_utf8_lossy(&output.stderr);
            serde_json::from_slice(&output.stdout).with_context(|| format!("tests/phantom: {}", messages.trim()))
        });
        for (place, where_it_is) in [("beside", "in"), ("library", "not in")] {
            for (witness, by) in
                [("counted", "counted by `stats_alloc`"), ("malloc", "as `malloc` sees them under valgrind")]
            {
                let how = format!(
                    "allocations of a local box, {where_it_is} the crate of the global allocator, {by}, {profile}"
                );
                findings
                    .exact(["phantom", profile.name(), place, witness], how)
                    .needs(Need::Valgrind)
                    .slow()
                    .by(|| figures.get()?[place][witness].as_i64().context("tests/phantom printed no figure"));
            }
        }
    }
}

fn pollution(findings: &mut Findings) {
    findings.exact("pollution_runs", "runs of `tests/pollution.rs` in each mode, release").slow().found(RUNS);
    let program = Shared::new(|| cargo::build(MANIFEST, ["--test", "pollution"], Profile::Release));
    let one_test = "the_gate_is_right_in_the_first_of_eight_tests";
    let modes: [(&str, &str, Vec<&str>, bool); 3] = [
        ("default", "eight tests, default threads", vec![], false),
        ("one_thread", "eight tests, --test-threads=1", vec!["--test-threads=1"], false),
        ("one_test_one_cpu", "one test, pinned to one processor", vec!["--exact", one_test], true),
    ];
    for (mode, words, arguments, is_pinned) in modes {
        let wrong = Shared::new(|| polluted(program.get()?, &arguments, is_pinned));
        let how = |name: &str| format!("runs of {RUNS} in which {name} was wrong in some test: {words}");
        let ungated = findings.observed(["pollution", mode, "ungated_wrong"], how("process-wide `stats_alloc`")).slow();
        let ungated = if is_pinned { ungated.needs(Need::Taskset) } else { ungated };
        ungated.by(|| Ok::<_, anyhow::Error>(wrong.get()?[0]));
        // The gate's figure is exact: it is never wrong.
        let gated = findings.exact(["pollution", mode, "gate_wrong"], how("the gate")).slow();
        let gated = if is_pinned { gated.needs(Need::Taskset) } else { gated };
        gated.by(|| Ok::<_, anyhow::Error>(wrong.get()?[1]));
    }
}

/// In how many runs the process-wide counter was wrong in some test, and in how many the counting allocator was.
fn polluted(program: &Path, arguments: &[&str], is_pinned: bool) -> Result<[i64; 2]> {
    let directory = tempfile::tempdir()?;
    let mut wrong = [0, 0];
    for run in 0..RUNS {
        let log = directory.path().join(run.to_string());
        let mut command = if is_pinned {
            let mut command = Command::new("taskset");
            command.args(["--cpu-list", "0"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let status = command.args(arguments).env("POLLUTION_LOG", &log).stdout(Stdio::null()).status();
        let status = status.with_context(|| command.get_program().display().to_string())?;
        // A test in which the counting allocator is wrong fails, and is counted; no file means that nothing ran.
        let text =
            std::fs::read_to_string(&log).with_context(|| format!("tests/pollution wrote nothing ({status})"))?;
        wrong[0] += i64::from(text.lines().any(|line| line.starts_with("wrong")));
        wrong[1] += i64::from(text.lines().any(|line| line.ends_with("wrong")));
    }
    Ok(wrong)
}
