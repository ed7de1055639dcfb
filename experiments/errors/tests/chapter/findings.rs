//! How large is a result, and what does a backtrace ask for?

use anyhow::{Context, Result, ensure};
use count_allocations::{Counts, count};
use errors::anyhow_from_error;
use errors::happy_in_place::Large;
use harness::{Child, Findings};
use std::error::Error;
use std::io;
use std::num::ParseIntError;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    sizes(findings);
    backtraces(findings);
}

// ANCHOR: sizes
fn sizes(findings: &mut Findings) {
    size::<ParseIntError>(findings, "parse", "ParseIntError");
    size::<io::Error>(findings, "io", "io::Error");
    size::<Box<dyn Error>>(findings, "box_dyn", "Box<dyn Error>");
    size::<anyhow::Error>(findings, "anyhow", "anyhow::Error");
    size::<String>(findings, "string", "String");
    size::<Box<Large<16>>>(findings, "boxed", "Box<[u64; 16]>");
    size::<Large<2>>(findings, "large_16", "[u64; 2]");
    size::<Large<16>>(findings, "large_128", "[u64; 16]");
    size::<Large<128>>(findings, "large_1024", "[u64; 128]");
}

/// The size of an error, and of results that have it.
fn size<E>(findings: &mut Findings, key: &str, name: &str) {
    findings.exact(["size_of", key], format!("size_of::<{name}>(), in bytes")).found(size_of::<E>());
    findings
        .exact(["size_of_unit_or", key], format!("size_of::<Result<(), {name}>>(), in bytes"))
        .found(size_of::<Result<(), E>>());
    findings
        .exact(["size_of_number_or", key], format!("size_of::<Result<u64, {name}>>(), in bytes"))
        .found(size_of::<Result<u64, E>>());
}
// ANCHOR_END: sizes

// ANCHOR: backtraces
fn backtraces(findings: &mut Findings) {
    let made = findings.child("made", || printed(anyhow_from_error::run));
    let shown = findings.child("shown", || {
        let error = anyhow::Error::from("80 80".parse::<u64>().err().context("it is a number")?);
        printed(move || format!("{error:?}").len() as u64)
    });
    let of = |what: &str, settings: &str| format!("{what}, in a process with {settings}");
    let making = "allocations and reallocations of a failed parse that becomes an anyhow::Error";
    findings.exact(["made", "off"], of(making, "neither variable")).by(|| calls(&made, &[]));
    findings
        .exact(["made", "for_panics"], of(making, "RUST_BACKTRACE=1 and RUST_LIB_BACKTRACE=0"))
        .by(|| calls(&made, &[("RUST_BACKTRACE", "1"), ("RUST_LIB_BACKTRACE", "0")]));
    findings.observed(["made", "on"], of(making, "RUST_BACKTRACE=1")).by(|| calls(&made, ON));
    let bytes = "bytes that a failed parse requests that becomes an anyhow::Error";
    findings.exact(["bytes", "off"], of(bytes, "neither variable")).by(|| Ok::<_, anyhow::Error>(run(&made, &[])?[2]));
    findings.observed(["bytes", "on"], of(bytes, "RUST_BACKTRACE=1")).by(|| Ok::<_, anyhow::Error>(run(&made, ON)?[2]));
    let showing = "allocations and reallocations of format!(\"{error:?}\") of such an error";
    findings.exact(["shown", "off"], of(showing, "neither variable")).by(|| calls(&shown, &[]));
    findings.observed(["shown", "on"], of(showing, "RUST_BACKTRACE=1")).by(|| calls(&shown, ON));
}
// ANCHOR_END: backtraces

/// What most people set.
const ON: &[(&str, &str)] = &[("RUST_BACKTRACE", "1")];

/// Does some work once, so that what is kept for all calls is there, counts it, and prints its figures.
fn printed(mut work: impl FnMut() -> u64) -> Result<()> {
    work();
    let (_, counts) = counted(&mut work);
    println!("{} {} {}", counts.allocations, counts.reallocations, counts.requested_bytes);
    Ok(())
}

/// How often a child called the allocator for memory.
fn calls(child: &Child, variables: &[(&str, &str)]) -> Result<i64> {
    let [allocations, reallocations, _] = run(child, variables)?;
    Ok(allocations + reallocations)
}

/// The figures that a child prints: allocations, reallocations and requested bytes.
fn run(child: &Child, variables: &[(&str, &str)]) -> Result<[i64; 3]> {
    let output = child.output_with(|command| {
        command.env_remove("RUST_BACKTRACE").env_remove("RUST_LIB_BACKTRACE").envs(variables.iter().copied())
    })?;
    let printed = String::from_utf8(output.stdout)?;
    let line = printed.lines().next_back().context("the child printed nothing")?;
    let figures: Vec<i64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    ensure!(figures.len() == 3, "the child printed `{line}`");
    Ok([figures[0], figures[1], figures[2]])
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    let (result, counts) = count(work);
    counts.assert_nothing_elsewhere();
    (result, counts)
}
