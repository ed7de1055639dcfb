//! Facts of the chapter that are neither counts nor times: how an overflow ends, how many frames fit, how much stack a variant
//! needs, which calls touch memory for the first time, and what is asked of the C library.
//!
//! Each is established by running the binary `stack` of this crate, built here in both profiles.

use anyhow::{Context, Result, bail};
use fixed_array_on_stack::child::{self, Ending, Surroundings};
use harness::{Findings, Need, Shared, cargo};
use record::Profile;
use std::io;
use std::path::PathBuf;

const PAGE: u64 = 4_096;
const ONE_MIB: u64 = 1 << 20;

/// The binary `stack` of a profile, built when it is wanted first.
struct Stack<'a> {
    profile: Profile,
    program: Shared<'a, PathBuf>,
}

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    for profile in [Profile::Debug, Profile::Release] {
        let program = Shared::new(move || cargo::build(env!("CARGO_MANIFEST_DIR"), ["--bin", "stack"], profile));
        let stack = Stack { profile, program };
        endings(findings, &stack);
        frames(findings, &stack);
        stacks(findings, &stack);
        // In debug these variants touch the same pages, but for one or two.
        if profile == Profile::Release {
            faults(findings, &stack);
        }
        requests(findings, &stack);
    }
}

fn endings(findings: &mut Findings, Stack { profile, program }: &Stack<'_>) {
    // Nested arrays that are as large as the stack end alike in both profiles, so one is enough.
    let (one, both) = (&[Profile::Release][..], &[Profile::Debug, Profile::Release][..]);
    for (key, profiles, work, place, what) in [
        ("ending_main", one, "frames:2048", "main", "8 MiB of nested arrays on the main thread, under ulimit -s 8192"),
        ("ending_thread", one, "frames:512", "thread", "2 MiB of nested arrays on a thread with the default stack"),
        (
            "ending_boxed_literal",
            both,
            "boxed_literal/262144",
            "thread:131072",
            "the variant on a thread with 128 KiB of stack",
        ),
    ] {
        if !profiles.contains(profile) {
            continue;
        }
        let run = Shared::new(|| -> Result<(String, Option<String>)> {
            Ok(match child::run(program.get()?, Surroundings::DEFAULT, &["run", work, place])? {
                Ending::Returned(_) => ("it returns".to_owned(), None),
                Ending::Killed { signal, message } => (signal, message.trim().lines().next_back().map(str::to_owned)),
            })
        });
        let how = format!("{what}, in a child process, {profile} profile");
        findings.exact([key, profile.name()], &*how).slow().by(|| Ok::<_, anyhow::Error>(run.get()?.0.clone()));
        if key == "ending_thread" {
            let how = format!("the last line on standard error of {how}");
            let last_words = || run.get()?.1.clone().context("nothing on standard error");
            findings.exact(["last_words", profile.name()], how).slow().by(last_words);
        }
    }
}

/// How many frames with an array of 4 KiB each fit.
fn frames(findings: &mut Findings, Stack { profile, program }: &Stack<'_>) {
    let one_mib = Surroundings { stack_limit: 1_024, ..Surroundings::DEFAULT };
    let variable = Surroundings { rust_min_stack: Some(ONE_MIB), ..Surroundings::DEFAULT };
    for (key, surroundings, place, what) in [
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
    ] {
        let how =
            format!("the most frames with an array of 4096 B that return {what}, {profile} profile; found by halving");
        // Not exact: what else is on a stack depends on the C library, and on the main thread also on chance and the environment.
        findings.observed([key, profile.name()], how).slow().by(|| {
            let program = program.get()?;
            let frames = child::largest(1, 4_096, |frames| {
                Ok(child::run(program, surroundings, &["run", &format!("frames:{frames}"), place])?.returned())
            })?;
            Ok::<_, anyhow::Error>(frames)
        });
    }
}

/// The smallest stack on which a variant returns, in KiB and in whole arrays.
fn stacks(findings: &mut Findings, Stack { profile, program }: &Stack<'_>) {
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
        let smallest = Shared::new(|| -> Result<u64> {
            let program = program.get()?;
            let overflows = |pages: u64| -> io::Result<bool> {
                let place = format!("thread:{}", pages * PAGE);
                Ok(!child::run(program, Surroundings::DEFAULT, &["run", &work, &place])?.returned())
            };
            // No thread gets less than four pages.
            Ok(PAGE * if overflows(4)? { 1 + child::largest(4, 512, overflows)? } else { 4 })
        });
        let how = format!(
            "the smallest thread stack on which {work} returns, {profile} profile; found by halving, in pages of 4 KiB"
        );
        findings
            .observed(["stack_kib", variant, profile.name()], &*how)
            .slow()
            .by(|| Ok::<_, anyhow::Error>(smallest.get()? / 1_024));
        findings
            .exact(["arrays", variant, profile.name()], format!("how many whole arrays that is: {how}"))
            .slow()
            .by(|| Ok::<_, anyhow::Error>(smallest.get()? / size));
    }
}

/// Page faults of the first calls in a new process.
fn faults(findings: &mut Findings, Stack { profile, program }: &Stack<'_>) {
    let pinned = Surroundings { mmap_threshold: Some(131_072), ..Surroundings::DEFAULT };
    for (key, variant, surroundings, setting) in [
        ("faults_zeroed", "zeroed", Surroundings::DEFAULT, ""),
        ("faults_uninit", "uninit", Surroundings::DEFAULT, ""),
        ("faults_boxed_through_vec", "boxed_through_vec", Surroundings::DEFAULT, ""),
        ("faults_boxed_through_vec_pinned", "boxed_through_vec", pinned, " under MALLOC_MMAP_THRESHOLD_=131072"),
        ("faults_lazily_zeroed", "lazily_zeroed", Surroundings::DEFAULT, ""),
    ] {
        let how = format!("page faults of {variant}/262144, call by call in a new process{setting}, {profile} profile");
        findings.observed([key, profile.name()], how).slow().by(|| -> Result<Vec<i64>> {
            let arguments = ["faults", &format!("{variant}/262144"), "6"];
            let Ending::Returned(series) = child::run(program.get()?, surroundings, &arguments)? else {
                bail!("{variant}: the child that counts page faults was killed");
            };
            Ok(series.split(' ').map(str::parse).collect::<Result<_, _>>()?)
        });
    }
}

/// What a box of 256 KiB asks the C library for.
fn requests(findings: &mut Findings, Stack { profile, program }: &Stack<'_>) {
    for variant in ["boxed_literal", "boxed_through_vec"] {
        let how = format!("the call for 262144 bytes in valgrind's trace of {variant}/262144, {profile} profile");
        findings.exact(["request", variant, profile.name()], how).needs(Need::Valgrind).slow().by(|| {
            let work = format!("{variant}/262144");
            child::allocator_function(program.get()?, &work, 262_144)?.context("valgrind is not on PATH")
        });
    }
}
