//! Facts of the chapter that are not the count of a later call, established by running each.

use anyhow::{Context, Result};
use count_allocations::{Counts, count};
use harness::Findings;
use standard_library::{env_set, once_lock_warm, stdout_warm, thread_local_warm};
use std::collections::HashMap;
use std::fs::File;

/// Declares them, in the order of the page. The first calls are first because no other finding comes before them in this process.
pub(crate) fn findings(findings: &mut Findings) {
    // The scratch Vec and the String.
    for (variant, run, expected) in [
        ("thread_local_warm", thread_local_warm::run as fn() -> u64, Some(1)),
        ("once_lock_warm", once_lock_warm::run, Some(1)),
        ("stdout_warm", stdout_warm::run, None),
    ] {
        let how = format!("allocations of the first call of `{variant}` in a process");
        let first = findings.exact(["first_call_of", variant], how);
        let first = if let Some(expected) = expected { first.is(expected) } else { first };
        first.by(|| Ok::<_, anyhow::Error>(counted(run).allocations));
    }
    findings
        .exact("env_set_allocations", "allocations of `env_set`, whose bytes depend on the machine")
        .is(1)
        .by(|| Ok::<_, anyhow::Error>(counted(env_set::run).allocations));
    // A Vec doubles from 4; a table of 8 places or more is filled to seven eighths, and a smaller one keeps a place free.
    findings
        .exact("steps_of_vec", "capacities of a Vec<u64> while 1000 numbers were pushed")
        .is(vec![4, 8, 16, 32, 64, 128, 256, 512, 1024])
        .found(steps_of_vec());
    findings
        .exact("steps_of_hash_map", "capacities of a HashMap<u64, u64> while 1000 entries were inserted")
        .is(vec![3, 7, 14, 28, 56, 112, 224, 448, 896, 1792])
        .found(steps_of_hash_map());
    // 4096 bytes of scratch space; 384 bytes for a path and its zero.
    let how =
        "the largest number of u64 that `sort` put into order without an allocation, each number up to 1000 tried";
    findings.exact("longest_sort_without_a_block", how).is(4096 / 8).by(longest_sort_without_a_block);
    let how = "the largest number of bytes of a path that `File::open` opened without an allocation, each number up to 1000 tried";
    findings.exact("longest_path_without_a_block", how).is(384 - 1).by(longest_path_without_a_block);
    let size = size_of::<std::io::Error>();
    findings.exact("size_of_io_error", "size_of::<std::io::Error>(), in bytes").is(8).found(size);
}

fn counted<T>(work: impl FnOnce() -> T) -> Counts {
    let counts = count(work).1;
    counts.assert_nothing_elsewhere();
    counts
}

fn steps_of_vec() -> Vec<i64> {
    let mut numbers = Vec::new();
    let capacities = (0..1000_u64).map(|number| {
        numbers.push(number);
        numbers.capacity() as i64
    });
    distinct(capacities)
}

fn steps_of_hash_map() -> Vec<i64> {
    let mut squares = HashMap::new();
    let capacities = (0..1000_u64).map(|number| {
        squares.insert(number, number * number);
        squares.capacity() as i64
    });
    distinct(capacities)
}

fn distinct(capacities: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut steps: Vec<i64> = capacities.collect();
    steps.dedup();
    steps
}

fn longest_sort_without_a_block() -> Result<usize> {
    longest_without_a_block(|length| {
        let mut numbers: Vec<u64> = (0..length as u64).rev().map(|number| number * 7 % 1009).collect();
        Ok(counted(|| numbers.sort()).allocations)
    })
}

fn longest_path_without_a_block() -> Result<usize> {
    longest_without_a_block(|length| {
        let path = format!("{}dev", "/".repeat(length - 3));
        let (file, counts) = count(|| File::open(&path));
        counts.assert_nothing_elsewhere();
        file.with_context(|| format!("a path of {length} bytes"))?;
        Ok(counts.allocations)
    })
}

/// The last length before the first that allocates.
fn longest_without_a_block(allocations: impl Fn(usize) -> Result<u64>) -> Result<usize> {
    for length in 4..=1000 {
        if allocations(length)? > 0 {
            return Ok(length - 1);
        }
    }
    anyhow::bail!("no length up to 1000 allocates, so there is no limit to report")
}
