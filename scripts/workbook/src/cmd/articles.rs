mod model;

use super::measure::{budget, method, warn_of_load};
use super::{UsageError, shown};
use crate::figures::{nanoseconds, ratio};
use ::measure::go::{self, Timing, toolchain};
use ::measure::turn::Turn;
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table, counted};
use clap::Args;
use record::go::{GoRecord, Version};
use record::{Chapter, Kind, Outcome, Time, Workspace, print};
use std::path::PathBuf;
use std::process::ExitCode;

/// Test what the articles claim about Go: run the Go programs beside the Rust variants, and compare.
///
/// Each Go toolchain builds and tests the programs in `experiments/*/go` and counts their allocations and bytes; its
/// report of escapes is compared with the comments in their sources. Times come from interleaved rounds in which the
/// Rust cases of the same names take turns with them.
///
/// The toolchains are those given with --go; otherwise those that `scripts/install-go` installed; otherwise the one
/// on PATH. Without any, only the Rust variants are counted.
///
/// Among them is the model of Go's escape analysis (`cargo workbook escape`): it is held against each compiler, line by line, on its corpus
/// and on the Go programs of this workbook, and with --model on the packages of the standard library as well.
///
/// Your records go to `target/workbook/<slug>/go.json`, each written whole at the end. Where the book has the same version of Go,
/// counts and escapes are compared with the book's.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Test only these experiments; without any, all that have Go programs.
    slugs: Vec<String>,
    /// A `go` command, or the directory that contains `bin/go`. Can be given several times.
    #[arg(long = "go", value_name = "PATH")]
    toolchains: Vec<PathBuf>,
    /// Only hold the model of Go's escape analysis against the compilers, on the packages of their standard libraries as well, and
    /// keep on how many lines both agree.
    #[arg(long, conflicts_with_all = ["slugs", "without_times", "timed", "quick", "rounds", "minutes"])]
    model: bool,
    /// Count allocations and read the escape reports, without timing.
    #[arg(long)]
    without_times: bool,
    /// Time only with this release of Go, such as 1.27.3, and count with the others. Can be given several times.
    #[arg(long = "timed", value_name = "VERSION", conflicts_with = "without_times")]
    timed: Vec<Version>,
    /// Take a first look: slices and rounds are fewer, so that less can be told.
    #[arg(long, conflicts_with_all = ["reference", "without_times"])]
    quick: bool,
    /// The largest number of rounds for a case; the default is 128, or 16 with --quick.
    #[arg(long, value_name = "N", conflicts_with = "without_times", value_parser = clap::value_parser!(u64).range(1..))]
    rounds: Option<u64>,
    /// The largest number of minutes for all rounds; the default is 18, or 1 with --quick. Building and counting take
    /// additional time.
    #[arg(long, value_name = "MINUTES", conflicts_with = "without_times", value_parser = clap::value_parser!(u64).range(1..))]
    minutes: Option<u64>,
    /// Replace the records that are committed with the experiments and shown in the book.
    #[arg(long)]
    reference: bool,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.model {
        return model::run(workspace, arguments);
    }
    let experiments = chosen(workspace, arguments)?;
    let (toolchains, unusable) = toolchain::find(workspace, &arguments.toolchains);
    let mut problems: Vec<String> = unusable.iter().map(ToString::to_string).collect();
    // They are printed before the first takes minutes, and again at the end.
    problems.iter().for_each(|problem| eprintln!("warning: {problem}"));
    if toolchains.is_empty() {
        eprintln!(
            "warning: there is no Go toolchain to test with, so only the Rust variants are counted; get some with `scripts/install-go 1.24.11 1.27.3`, or name yours with --go PATH"
        );
        if arguments.reference {
            return Err(UsageError(
                "a record without Go would replace one with it; install a toolchain first".to_owned(),
            )
            .into());
        }
    }
    let is_there = |version: &&Version| toolchains.iter().any(|toolchain| toolchain.version == **version);
    if let Some(missing) = arguments.timed.iter().find(|version| !is_there(version)) {
        let message = format!("--timed {missing}: no such toolchain here, there is {}", named(&toolchains));
        return Err(UsageError(message).into());
    }
    let method = method(workspace, arguments.quick, arguments.rounds)?;
    let budget = budget(arguments.quick, arguments.minutes);
    let timing = (!arguments.without_times && !toolchains.is_empty()).then_some(Timing {
        method: &method,
        budget,
        versions: &arguments.timed,
    });
    // Before anything is measured: figures that cannot be saved would be lost.
    for experiment in experiments.iter().filter(|_| !toolchains.is_empty()) {
        record::check_writable(&workspace.destination(experiment, Kind::Go, arguments.reference))?;
    }
    let _turn = timing.map(|_| Turn::take(workspace, |message| eprintln!("{message}"))).transpose()?;
    if timing.is_some() {
        warn_of_load();
    }
    let mut retested = go::retest(workspace, &experiments, &toolchains, timing, &Reporter::default())?;
    problems.append(&mut retested.problems);
    for (experiment, record) in experiments.iter().zip(&retested.records) {
        let reference = experiment.kept(Kind::Go);
        if !arguments.reference && reference.is_file() {
            match GoRecord::read(&reference, &experiment.slug) {
                Ok(kept) => {
                    let place = shown(workspace, &reference);
                    problems.extend(kept.differences(record).into_iter().map(|one| format!("{place}: {one}")));
                }
                Err(error) => problems.push(error.to_string()),
            }
        }
        if toolchains.is_empty() {
            continue;
        }
        let file = workspace.destination(experiment, Kind::Go, arguments.reference);
        record.write(&file)?;
        eprintln!("saved {}", shown(workspace, &file));
    }
    if experiments.contains(&workspace.modelled()) && !toolchains.is_empty() {
        problems.extend(model::compared_with_the_kept(workspace, &toolchains)?);
    }
    table::print(&table(&retested.records).render(arguments.format))?;
    problems.iter().for_each(|problem| eprintln!("problem: {problem}"));
    let with = (!toolchains.is_empty()).then(|| named(&toolchains));
    eprintln!("{}", closing(experiments.len(), with.as_deref(), problems.len()));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// `Go 1.24.11, 1.27.3`.
fn named(toolchains: &[toolchain::Toolchain]) -> String {
    let versions: Vec<String> = toolchains.iter().map(|toolchain| toolchain.version.to_string()).collect();
    if versions.is_empty() { "no Go".to_owned() } else { format!("Go {}", versions.join(", ")) }
}

fn chosen(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Chapter>> {
    let chosen = workspace.chosen(&arguments.slugs)?;
    let with_programs = go::with_programs(chosen.clone());
    if let Some(without) = chosen.iter().find(|one| !arguments.slugs.is_empty() && !with_programs.contains(one)) {
        let known: Vec<String> = go::with_programs(workspace.chapters()?).into_iter().map(|one| one.slug).collect();
        let message = format!("{} has no Go programs; those that have: {}", without.slug, known.join(", "));
        return Err(UsageError(message).into());
    }
    Ok(with_programs)
}

/// A row a case and toolchain; `rust` is a toolchain here.
fn table(records: &[GoRecord]) -> Table {
    let mut table = Table::new(&[
        ("experiment", "experiment"),
        ("case", "case"),
        ("toolchain", "toolchain"),
        ("allocs/op", "allocations"),
        ("B/op", "bytes"),
        ("ns/op", "median_ps"),
        ("to Rust", "ratio_ppm"),
        ("verdict", "verdict"),
    ]);
    for record in records {
        let mut row = |id: &str, toolchain: &str, [allocations, bytes]: [Cell; 2], time: &Outcome<Time>| {
            let [median, ratio, verdict] = times(time);
            let names = [&record.experiment, id, toolchain].map(Cell::text);
            table.rows.push([&names[..], &[allocations, bytes, median, ratio, verdict]].concat());
        };
        for case in &record.rust {
            let id = case.id();
            let counts = match &case.release {
                Outcome::Measured(exact) => {
                    [exact.allocations + exact.reallocations, exact.requested_bytes].map(Cell::integer)
                }
                _ => [Cell::absent("failed"), Cell::absent("failed")],
            };
            row(&id, "Rust", counts, &case.time);
        }
        for toolchain in &record.toolchains {
            let name = format!("Go {}", toolchain.version);
            if toolchain.failure.is_some() {
                row(
                    "all",
                    &name,
                    [Cell::absent("failed"), Cell::absent("failed")],
                    &Outcome::NotMeasured(String::new()),
                );
            }
            for case in &toolchain.cases {
                row(&case.id(), &name, [case.allocations, case.bytes].map(Cell::integer), &case.time);
            }
        }
    }
    table
}

/// Median, ratio to the Rust case, verdict.
fn times(time: &Outcome<Time>) -> [Cell; 3] {
    let Outcome::Measured(time) = time else {
        return [(); 3].map(|()| Cell::absent(if time.failure().is_some() { "failed" } else { "" }));
    };
    let ratio =
        time.ratio.times.map_or_else(|| Cell::absent(""), |times| Cell::both(ratio(times.median), times.median));
    let median = Cell::both(nanoseconds(time.median_ps), time.median_ps);
    [median, ratio, Cell::text(print::plain(print::verdict(time.ratio.verdict)))]
}

/// What was tested and how it went. Nothing was, where there is no Go.
fn closing(experiments: usize, toolchains: Option<&str>, problems: usize) -> String {
    let experiments = counted(experiments, "experiment");
    match toolchains {
        Some(toolchains) => format!("{experiments} re-tested with {toolchains}, {}", counted(problems, "problem")),
        None => {
            let found = if problems == 0 { String::new() } else { format!("; {}", counted(problems, "problem")) };
            format!(
                "SKIPPED: no Go program was tested, because there is no Go toolchain; the Rust variants of {experiments} were counted{found}"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn without_go_nothing_is_called_tested() {
        assert_eq!(closing(2, Some("Go 1.27.3"), 0), "2 experiments re-tested with Go 1.27.3, 0 problems");
        let without = closing(1, None, 0);
        assert!(without.starts_with("SKIPPED: no Go program was tested"), "{without}");
        assert!(!without.contains("problem") && without.ends_with("of 1 experiment were counted"), "{without}");
        assert!(closing(1, None, 1).ends_with("; 1 problem"));
    }
}
