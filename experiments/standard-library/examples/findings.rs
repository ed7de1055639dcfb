//! Establishes the facts of the chapter that are not the count of a later call, by running each.

use anyhow::{Context, Result};
use instruments::{Finding, Gate, Value, count};
use standard_library::{env_set, once_lock_warm, stdout_warm, thread_local_warm};
use std::collections::HashMap;
use std::fs::File;

#[global_allocator]
static ALLOCATOR: Gate = Gate;

fn main() -> Result<()> {
    instruments::print_findings(&findings()?);
    Ok(())
}

/// Every finding, in the order of the page.
///
/// Run it once in a process: the first calls are first only then.
pub(crate) fn findings() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (variant, run) in [
        ("thread_local_warm", thread_local_warm::run as fn() -> u64),
        ("once_lock_warm", once_lock_warm::run),
        ("stdout_warm", stdout_warm::run),
    ] {
        findings.push(Finding {
            key: format!("first_call_of_{variant}"),
            value: integer(count(run).1.allocations)?,
            exact: true,
            how: format!("allocations of the first call of `{variant}` in a process"),
        });
    }
    findings.push(Finding {
        key: "env_set_allocations".to_owned(),
        value: integer(count(env_set::run).1.allocations)?,
        exact: true,
        how: "allocations of `env_set`, whose bytes depend on the machine".to_owned(),
    });
    findings.push(Finding {
        key: "steps_of_vec".to_owned(),
        value: Value::Series(steps_of_vec()),
        exact: true,
        how: "capacities of a Vec<u64> while 1000 numbers were pushed".to_owned(),
    });
    findings.push(Finding {
        key: "steps_of_hash_map".to_owned(),
        value: Value::Series(steps_of_hash_map()),
        exact: true,
        how: "capacities of a HashMap<u64, u64> while 1000 entries were inserted".to_owned(),
    });
    findings.push(Finding {
        key: "longest_sort_without_a_block".to_owned(),
        value: integer(longest_sort_without_a_block()? as u64)?,
        exact: true,
        how: "the largest number of u64 that `sort` put into order without an allocation, each number up to 1000 tried"
            .to_owned(),
    });
    findings.push(Finding {
        key: "longest_path_without_a_block".to_owned(),
        value: integer(longest_path_without_a_block()? as u64)?,
        exact: true,
        how: "the largest number of bytes of a path that `File::open` opened without an allocation, each number up to 1000 tried"
            .to_owned(),
    });
    findings.push(Finding {
        key: "size_of_io_error".to_owned(),
        value: integer(size_of::<std::io::Error>() as u64)?,
        exact: true,
        how: "size_of::<std::io::Error>(), in bytes".to_owned(),
    });
    Ok(findings)
}

fn integer(value: u64) -> Result<Value> {
    Ok(Value::Integer(value.try_into().context("a count or a size")?))
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
        let ((), figures) = count(|| numbers.sort());
        Ok(figures.allocations)
    })
}

fn longest_path_without_a_block() -> Result<usize> {
    longest_without_a_block(|length| {
        let path = format!("{}dev", "/".repeat(length - 3));
        let (file, figures) = count(|| File::open(&path));
        file.with_context(|| format!("a path of {length} bytes"))?;
        Ok(figures.allocations)
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
