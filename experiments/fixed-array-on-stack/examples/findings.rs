//! Facts of the chapter that are neither counts nor times: how an overflow ends, how many frames fit, how much stack a variant
//! needs, which calls touch memory for the first time, and what is asked of the C library.
//!
//! Each is established by running the binary `stack` of this crate, built here in both profiles.

use anyhow::{Context, Result, bail};
use fixed_array_on_stack::child::{self, Ending, Surroundings};
use instruments::{Finding, Value};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: u64 = 4_096;
const ONE_MIB: u64 = 1 << 20;

fn main() -> Result<()> {
    let mut findings = Vec::new();
    for (profile, flags) in [("debug", &[][..]), ("release", &["--release"][..])] {
        let program = build(flags)?;
        findings.extend(endings(&program, profile)?);
        findings.extend(frames(&program, profile)?);
        findings.extend(stacks(&program, profile)?);
        findings.extend(faults(&program, profile)?);
        findings.extend(requests(&program, profile)?);
    }
    instruments::print_findings(&findings);
    Ok(())
}

/// Builds the binary `stack` and returns its path.
fn build(flags: &[&str]) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").context("run through `cargo run`, which sets CARGO")?;
    let output = Command::new(cargo)
        .args(["build", "--quiet", "--message-format=json", "--package", env!("CARGO_PKG_NAME"), "--bin", "stack"])
        .args(flags)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if !output.status.success() {
        bail!("the binary `stack` does not build: {}", String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .next_back()
        .context("cargo names no executable")
}

fn endings(program: &Path, profile: &str) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (key, work, place, what) in [
        ("ending_main", "frames:2048", "main", "8 MiB of nested arrays on the main thread, under ulimit -s 8192"),
        ("ending_thread", "frames:512", "thread", "2 MiB of nested arrays on a thread with the default stack"),
        (
            "ending_boxed_literal",
            "boxed_literal/262144",
            "thread:131072",
            "the variant on a thread with 128 KiB of stack",
        ),
        (
            "ending_boxed_through_vec",
            "boxed_through_vec/262144",
            "thread:131072",
            "the variant on a thread with 128 KiB of stack",
        ),
    ] {
        let (ending, last_words) = match child::run(program, Surroundings::DEFAULT, &["run", work, place])? {
            Ending::Returned(_) => ("it returns".to_owned(), None),
            Ending::Killed { signal, message } => (signal, message.trim().lines().next_back().map(str::to_owned)),
        };
        let how = format!("{what}, in a child process, {profile} profile");
        findings.push(finding(format!("{key}_{profile}"), Value::Text(ending), true, &how));
        if let (true, Some(words)) = (key == "ending_thread", last_words) {
            let how = format!("the last line on standard error of {how}");
            findings.push(finding(format!("last_words_{profile}"), Value::Text(words), true, &how));
        }
    }
    Ok(findings)
}

/// How many frames with an array of 4 KiB each fit.
fn frames(program: &Path, profile: &str) -> Result<Vec<Finding>> {
    let one_mib = Surroundings { stack_limit: 1_024, ..Surroundings::DEFAULT };
    let variable = Surroundings { rust_min_stack: Some(ONE_MIB), ..Surroundings::DEFAULT };
    [
        ("frames_main", Surroundings::DEFAULT, "main", "on the main thread, under ulimit -s 8192"),
        ("frames_main_limited", one_mib, "main", "on the main thread, under ulimit -s 1024"),
        ("frames_thread", Surroundings::DEFAULT, "thread", "on a thread with the default stack"),
        ("frames_thread_limited", one_mib, "thread", "on a thread with the default stack, under ulimit -s 1024"),
        (
            "frames_thread_variable",
            variable,
            "thread",
            "on a thread with the default stack, under RUST_MIN_STACK=1048576",
        ),
        (
            "frames_thread_builder",
            Surroundings::DEFAULT,
            "thread:1048576",
            "on a thread with Builder::stack_size(1048576)",
        ),
    ]
    .into_iter()
    .map(|(key, surroundings, place, what)| {
        let frames = child::largest(1, 4_096, |frames| {
            Ok(child::run(program, surroundings, &["run", &format!("frames:{frames}"), place])?.returned())
        })?;
        let how =
            format!("the most frames with an array of 4096 B that return {what}, {profile} profile; found by halving");
        // Not exact: what else is on a stack depends on the C library, and on the main thread also on chance and the environment.
        Ok(finding(format!("{key}_{profile}"), integer(frames)?, false, &how))
    })
    .collect()
}

/// The smallest stack on which a variant returns, in KiB and in whole arrays.
fn stacks(program: &Path, profile: &str) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (variant, size) in [
        ("zeroed", 262_144),
        ("uninit", 262_144),
        ("boxed_literal", 262_144),
        ("boxed_through_vec", 262_144),
        ("passed_by_reference", 65_536),
        ("passed_by_value", 65_536),
        ("copied_by_value", 65_536),
        ("returned_by_reference", 65_536),
        ("returned_by_value", 65_536),
    ] {
        let work = format!("{variant}/{size}");
        let overflows = |pages: u64| -> io::Result<bool> {
            let place = format!("thread:{}", pages * PAGE);
            Ok(!child::run(program, Surroundings::DEFAULT, &["run", &work, &place])?.returned())
        };
        // No thread gets less than four pages.
        let smallest = PAGE * if overflows(4)? { 1 + child::largest(4, 512, overflows)? } else { 4 };
        let how = format!(
            "the smallest thread stack on which {work} returns, {profile} profile; found by halving, in pages of 4 KiB"
        );
        findings.push(finding(format!("stack_kib_{variant}_{profile}"), integer(smallest / 1_024)?, false, &how));
        let how = format!("how many whole arrays that is: {how}");
        findings.push(finding(format!("arrays_{variant}_{profile}"), integer(smallest / size)?, true, &how));
    }
    Ok(findings)
}

/// Page faults of the first calls in a new process.
fn faults(program: &Path, profile: &str) -> Result<Vec<Finding>> {
    let pinned = Surroundings { mmap_threshold: Some(131_072), ..Surroundings::DEFAULT };
    [
        ("faults_zeroed", "zeroed", Surroundings::DEFAULT, ""),
        ("faults_uninit", "uninit", Surroundings::DEFAULT, ""),
        ("faults_boxed_literal", "boxed_literal", Surroundings::DEFAULT, ""),
        ("faults_boxed_through_vec", "boxed_through_vec", Surroundings::DEFAULT, ""),
        ("faults_boxed_through_vec_pinned", "boxed_through_vec", pinned, " under MALLOC_MMAP_THRESHOLD_=131072"),
        ("faults_lazily_zeroed", "lazily_zeroed", Surroundings::DEFAULT, ""),
    ]
    .into_iter()
    .map(|(key, variant, surroundings, setting)| {
        let arguments = ["faults", &format!("{variant}/262144"), "6"];
        let Ending::Returned(series) = child::run(program, surroundings, &arguments)? else {
            bail!("{variant}: the child that counts page faults was killed");
        };
        let series = series.split(' ').map(str::parse).collect::<Result<Vec<i64>, _>>()?;
        let how = format!("page faults of {variant}/262144, call by call in a new process{setting}, {profile} profile");
        Ok(finding(format!("{key}_{profile}"), Value::Series(series), false, &how))
    })
    .collect()
}

/// What a box of 256 KiB asks the C library for.
fn requests(program: &Path, profile: &str) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for variant in ["boxed_literal", "boxed_through_vec"] {
        let Some(function) = child::allocator_function(program, &format!("{variant}/262144"), 262_144)? else {
            eprintln!(
                "valgrind is not on PATH, so what {variant} asks for is not among the findings; install valgrind"
            );
            continue;
        };
        let how = format!("the call for 262144 bytes in valgrind's trace of {variant}/262144, {profile} profile");
        findings.push(finding(format!("request_{variant}_{profile}"), Value::Text(function), true, &how));
    }
    Ok(findings)
}

fn integer(value: u64) -> Result<Value> {
    Ok(Value::Integer(i64::try_from(value)?))
}

fn finding(key: String, value: Value, exact: bool, how: &str) -> Finding {
    Finding { key, value, exact, how: how.to_owned() }
}
