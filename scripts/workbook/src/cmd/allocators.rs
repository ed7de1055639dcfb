use super::{UsageError, measure, shown};
use ::measure::allocators::{self, Left, Programs, Settings};
use ::measure::turn::Turn;
use ::measure::{Sources, seal};
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use record::allocators::{Allocator, Allocators};
use record::program::Need;
use record::{Chapter, Kind, Outcome, Workspace, print};
use std::process::ExitCode;
use std::time::Duration;

/// Run the same programs under different allocators, and say how their times, system calls, page faults and resident memory compare.
///
/// Each allocator has a program of its own. In a round every work is timed under each of them in turn, so that a slow moment of the machine hits them alike; the
/// ratios to the first allocator, the system's, are judged by the rule that all times here are judged by. System calls are counted by strace, and instructions by
/// valgrind, where they are there. Counts of requests come from programs with a counter around the allocator,
/// and must be the same.
///
/// Some programs are built for musl as well, another C library with another malloc. Where rustup has not installed the standard library of that target, they are
/// left out, and the command says so; for the committed records it stops instead, unless `--without` names the target.
///
/// This needs Linux, the GNU C library, compilers of C and C++, and make: the first build takes minutes. Close what else runs. Your records go to
/// `target/workbook/<slug>/allocators.json`, each written whole at the end.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Run only the programs of these experiments; without any, of all that have some.
    slugs: Vec<String>,
    /// Begin no further round after so many minutes.
    #[arg(long, value_name = "MINUTES", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// Rounds at most.
    #[arg(long, value_name = "N", default_value_t = ROUNDS, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
    /// Few rounds, a single link and one look at memory: to see that everything runs.
    #[arg(long, conflicts_with = "reference")]
    quick: bool,
    /// Replace the records that are committed with the experiments and shown in the book.
    #[arg(long)]
    reference: bool,
    /// Leave out the programs that are built for this target.
    #[arg(long, value_name = "TARGET")]
    without: Option<String>,
    /// The form of the tables.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Rounds at most.
const ROUNDS: u64 = 32;
/// How many rounds a quick look has: as few as have an interval.
const QUICK_ROUNDS: u64 = record::FEWEST_ROUNDS as u64;
/// Links of each program.
const LINKS: u64 = 8;
/// Microseconds of a slice, and slices of a process.
const SLICE_US: u64 = 1_000;
const SLICES: u64 = 6;
/// How often a program does its work when its system calls are counted.
const CALLS: u64 = 100;
/// How often what is not a time is looked at.
const REPEATS: usize = 3;
/// Seconds that a run waits after everything is dropped.
const WAIT: Duration = Duration::from_secs(2);

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let chapters = chosen(workspace, arguments)?;
    if let Some(reason) = allocators::missing() {
        anyhow::bail!("{reason}");
    }
    if let Some(reason) = allocators::missing_strace() {
        eprintln!("warning: SKIPPED: system calls are not counted: {reason}");
    }
    if let Some(reason) = Need::Callgrind.missing() {
        eprintln!("warning: SKIPPED: instructions are not counted: {reason}");
    }
    let mut left_out = Vec::new();
    for chapter in &chapters {
        record::check_writable(&workspace.destination(chapter, Kind::Allocators, arguments.reference))?;
        left_out.push(left(workspace, chapter, arguments)?);
    }
    let rounds = if arguments.quick { QUICK_ROUNDS } else { arguments.rounds };
    let mut method = measure::method(workspace, false, Some(rounds))?;
    method.slice_us = SLICE_US;
    method.slices = SLICES;
    let settings = Settings {
        method,
        budget: measure::budget(false, Some(arguments.minutes)),
        links: if arguments.quick { 0 } else { LINKS },
        calls: CALLS,
        repeats: if arguments.quick { 1 } else { REPEATS },
        wait: if arguments.quick { Duration::ZERO } else { WAIT },
    };
    let _turn = Turn::take(workspace, |message| eprintln!("{message}"))?;
    let progress = Reporter::default();
    let provenance = ::measure::provenance::describe_now(workspace)?;
    let mut problems = Vec::new();
    let mut tables = Table::default();
    for (chapter, left) in chapters.iter().zip(left_out) {
        let count = || allocators::counts(workspace, chapter, Some(&left));
        let counts = progress.around("building and counting", count)?;
        let programs = Programs::build(workspace, chapter, settings.links, left, &progress)?;
        measure::warn_of_load();
        let seen = allocators::current(&programs, counts, &settings, &progress)?;
        problems.extend(seen.other_counts());
        problems.extend(seen.allocators.iter().flat_map(failures));
        let table = table(&seen).under(("experiment", "experiment"), &Cell::text(&chapter.slug));
        tables.columns = table.columns;
        tables.rows.extend(table.rows);
        let file = workspace.destination(chapter, Kind::Allocators, arguments.reference);
        seal(chapter, &provenance, &Sources::read(workspace)?, seen, &file)?;
        eprintln!("saved {}", shown(workspace, &file));
    }
    table::print(&tables.render(arguments.format))?;
    problems.iter().for_each(|problem| eprintln!("problem: {problem}"));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Chapter>> {
    let chosen = workspace.chosen(&arguments.slugs)?;
    let (with, without): (Vec<Chapter>, Vec<Chapter>) = chosen.into_iter().partition(Chapter::has_allocators);
    match without.first().filter(|_| !arguments.slugs.is_empty()) {
        None => Ok(with),
        Some(without) => {
            let known = workspace.chapters()?.into_iter().filter(Chapter::has_allocators).map(|chapter| chapter.slug);
            let known: Vec<String> = known.collect();
            let message = format!(
                "{} has no programs under several allocators; those that have: {}",
                without.slug,
                known.join(", ")
            );
            Err(UsageError(message).into())
        }
    }
}

/// The targets that are left out: what `--without` names, and what is not installed. The committed records lose nothing that nobody named.
fn left(workspace: &Workspace, chapter: &Chapter, arguments: &Arguments) -> anyhow::Result<Vec<Left>> {
    let musl = allocators::musl_target();
    match &arguments.without {
        Some(target) if *target == musl => {
            return Ok(vec![Left { target: musl, reason: "left out by `--without`".to_owned() }]);
        }
        Some(target) => {
            return Err(
                UsageError(format!("--without {target}: no program is built for it; {musl} can be left out")).into()
            );
        }
        None => {}
    }
    let left = allocators::left_out(workspace, chapter)?;
    if let Some(left) = left.first().filter(|_| arguments.reference) {
        anyhow::bail!("{left}; to replace the committed record without it, write `--without {}`", left.target);
    }
    for left in &left {
        eprintln!("warning: SKIPPED: {left}");
    }
    Ok(left)
}

/// What was tried and failed. Without strace, system calls were not tried.
fn failures(allocator: &Allocator) -> Vec<String> {
    let of =
        |what: &str, failure: Option<&str>| failure.map(|failure| format!("{}: {what}: {failure}", allocator.name));
    let mut failures: Vec<String> = of("counting", allocator.counts.reason()).into_iter().collect();
    for measured in &allocator.programs {
        let name = &measured.program;
        failures.extend(of(&format!("{name}, time"), measured.time.failure()));
        failures.extend(of(&format!("{name}, system calls"), measured.system_calls.failure()));
        failures.extend(of(&format!("{name}, page faults"), measured.faults.failure()));
        failures.extend(of(&format!("{name}, instructions"), measured.instructions.failure()));
    }
    for held in &allocator.runs {
        failures.extend(of(&format!("{}, resident memory", held.run), held.resident_kib.failure()));
    }
    failures
}

/// A row a work and allocator.
fn table(seen: &Allocators) -> Table {
    let mut table = Table::new(&[
        ("program", "program"),
        ("allocator", "allocator"),
        ("time", "median_ps"),
        ("against the first", "ratio_ppm"),
        ("verdict", "verdict"),
        ("system calls", "system_calls"),
        ("page faults", "page_faults"),
        ("instructions", "instructions"),
    ]);
    for (index, program) in seen.programs.iter().enumerate() {
        for allocator in &seen.allocators {
            let Some(measured) = allocator.programs.get(index) else { continue };
            let mut row = vec![Cell::text(&program.name), Cell::text(&allocator.name)];
            match &measured.time {
                Outcome::Measured(time) => {
                    row.push(Cell::both(print::plain(&print::time(time.median_ps)), time.median_ps));
                    row.push(match time.ratio.times {
                        Some(times) => {
                            let text = format!("{} ({})", print::ratio(times.median), print::range(times.interval));
                            Cell::both(print::plain(&text), times.median)
                        }
                        None => Cell::absent(""),
                    });
                    row.push(Cell::text(print::verdict(time.ratio.verdict)));
                }
                _ => row.extend(["failed", "", ""].map(Cell::absent)),
            }
            let sums = measured.system_calls.measured().map(|all| all.iter().map(|calls| calls.values().sum::<i64>()));
            row.push(range(sums.map(Iterator::collect)));
            row.push(range(measured.faults.measured().cloned()));
            row.push(range(measured.instructions.measured().cloned()));
            table.rows.push(row);
        }
    }
    table
}

/// The lowest and the highest, where they differ.
fn range<T: Default + Ord + std::fmt::Display>(values: Option<Vec<T>>) -> Cell {
    let values = values.unwrap_or_default();
    match (values.iter().min(), values.iter().max()) {
        (Some(low), Some(high)) if low == high => Cell::text(low.to_string()),
        (Some(low), Some(high)) => Cell::text(format!("{low} to {high}")),
        _ => Cell::absent("not measured"),
    }
}
