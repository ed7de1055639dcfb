//! What the programs of all allocators do, by their first argument; [`record::program`] has the flags.

mod marked;
mod programs;
mod timed;

use anyhow::{Context, Result, bail};
use memory_probe::{Burst, bursts, kernel, malloc};
use memory_that_stays::work::bytes;
use memory_that_stays::{mixed_blocks, short_texts};
use programs::{PROGRAMS, Program};
use record::allocators::{self, AllocatorPlan, HeldRun, NOTHING};
use record::memory::{Observed, Seen};
use record::program::{CALLED, MARKED, PROGRAMS as LIST, RUN, TIMED};
use std::time::Duration;

/// The allocator of the program.
pub(crate) struct Allocator<'a> {
    pub(crate) name: &'a str,
    pub(crate) origin: &'a str,
    pub(crate) about: &'a str,
}

/// Payload of each burst.
const BYTES: usize = bytes(64);

/// What is run for what it holds.
struct Run {
    name: &'static str,
    about: &'static str,
    observe: fn(Duration) -> std::io::Result<Vec<Seen>>,
}

// ANCHOR: runs
/// The bursts of *Memory that stays*: everything is made, and everything is dropped.
fn dropped<T>(threads: usize, make: fn(usize) -> T, wait: Duration) -> std::io::Result<Vec<Seen>> {
    bursts(&Burst { bytes: BYTES, threads, make, release: drop }, wait)
}

const RUNS: &[Run] = &[
    Run { name: "short", about: "texts of 100 B", observe: |wait| dropped(1, short_texts::make, wait) },
    Run { name: "mixed", about: "blocks from 16 B to 256 KiB", observe: |wait| dropped(1, mixed_blocks::make, wait) },
    Run {
        name: "short_threads",
        about: "texts of 100 B, 4 threads",
        observe: |wait| dropped(4, short_texts::make, wait),
    },
    Run {
        name: "mixed_threads",
        about: "blocks from 16 B to 256 KiB, 4 threads",
        observe: |wait| dropped(4, mixed_blocks::make, wait),
    },
];
// ANCHOR_END: runs

/// Does what the arguments say.
pub(crate) fn main(allocator: Allocator<'_>) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [LIST] => print(&plan(&allocator)?),
        [TIMED, name, slice_us, slices, round] => {
            let [slice_us, slices, round] = [number(slice_us)?, number(slices)?, number(round)?];
            let slice = Duration::from_micros(slice_us);
            print(&timed::fastest(program(name)?, slice, slices, round)?)
        }
        [CALLED, name, calls] => {
            let calls = number(calls)?;
            if *name != NOTHING {
                timed::called(program(name)?, calls)?;
            }
            print(&kernel::minor_faults()?)
        }
        [MARKED, name, calls] => marked::called(program(name)?, number(calls)?),
        [RUN, name, milliseconds] => {
            let run = RUNS.iter().find(|run| run.name == *name).with_context(|| format!("there is no run `{name}`"))?;
            let instants = (run.observe)(Duration::from_millis(number(milliseconds)?))
                .context("what is resident is read from /proc/self/smaps_rollup, which Linux has")?;
            print(&Observed { requests: None, instants })
        }
        _ => {
            bail!(
                "write {LIST}, {TIMED}, {CALLED}, {MARKED} or {RUN} with what belongs to it; `cargo workbook allocators` does"
            )
        }
    }
}

fn plan(allocator: &Allocator<'_>) -> Result<AllocatorPlan> {
    let programs = PROGRAMS.iter().map(|program| {
        Ok(allocators::Program {
            name: program.name.to_owned(),
            about: program.about.to_owned(),
            case: program.id(),
            threads: program.threads,
            is_of_one_thread: program.is_of_one_thread()?,
        })
    });
    let runs = RUNS.iter().map(|run| HeldRun { name: run.name.to_owned(), about: run.about.to_owned() });
    Ok(AllocatorPlan {
        allocator: allocator.name.to_owned(),
        origin: allocator.origin.to_owned(),
        about: allocator.about.to_owned(),
        library: malloc::library(),
        programs: programs.collect::<Result<_>>()?,
        runs: runs.collect(),
    })
}

fn program(name: &str) -> Result<Program> {
    let program = PROGRAMS.iter().find(|program| program.name == name);
    program.copied().with_context(|| format!("there is no work `{name}`; {LIST} prints the names"))
}

fn number(text: &str) -> Result<u64> {
    text.parse().with_context(|| format!("`{text}` is no number"))
}

fn print(what: &impl serde::Serialize) -> Result<()> {
    println!("{}", serde_json::to_string(what)?);
    Ok(())
}
