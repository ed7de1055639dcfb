use super::{UsageError, shown};
use ::measure::memory::{self, Programs, Settings};
use ::measure::{Sources, seal};
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table, counted};
use clap::Args;
use record::memory::{INSTANTS, Instant, Memory, MemoryRun};
use record::{Chapter, Kind, Outcome, Workspace};
use std::process::ExitCode;
use std::time::Duration;

/// Run the programs of chapters for what they hold of the machine's memory, and say whether it is so in every repeat.
///
/// Each run is a process with its own settings of malloc. It says what is resident at instants: before a burst of work, at its peak, when everything is
/// dropped, some seconds later. All runs are made, then all again. The table has the median of the repeats, in MiB, and how many of the bounds that the chapter
/// declares hold in all of them; below it stands whether the order of the runs is the same in every repeat.
///
/// This needs Linux and the GNU C library, and 2 GB of free memory. The load of the machine does not matter. Your records go to
/// `target/workbook/<slug>/memory.json`, each written whole at the end.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Run only the programs of these experiments; without any, of all that have some.
    slugs: Vec<String>,
    /// How often all runs are made.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    repeats: u64,
    /// Begin no further repeat after so many minutes.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..))]
    minutes: Option<u64>,
    /// How many seconds a run waits after everything is dropped.
    #[arg(long, value_name = "SECONDS", default_value_t = 5, conflicts_with = "reference")]
    wait: u64,
    /// Replace the records that are committed with the experiments and shown in the book.
    #[arg(long)]
    reference: bool,
    /// The form of the tables.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let chapters = chosen(workspace, arguments)?;
    if let Some(reason) = memory::missing() {
        anyhow::bail!("{reason}");
    }
    for chapter in &chapters {
        record::check_writable(&workspace.destination(chapter, Kind::Memory, arguments.reference))?;
    }
    let progress = Reporter::default();
    let provenance = ::measure::provenance::describe_now(workspace)?;
    let settings = Settings {
        repeats: usize::try_from(arguments.repeats)?,
        budget: arguments.minutes.map_or(Duration::MAX, |minutes| Duration::from_secs(60 * minutes)),
        wait: Duration::from_secs(arguments.wait),
    };
    let mut problems = Vec::new();
    let mut tables = Table::default();
    for chapter in &chapters {
        let built = progress.around("building (release)", || Programs::build(workspace, chapter))?;
        let held = memory::current(&built, settings, &progress)?;
        problems.extend(held.runs.iter().flat_map(|run| problems_of(chapter, run)));
        let table = table(&held).under(("experiment", "experiment"), &Cell::text(&chapter.slug));
        let order = order(&held);
        tables.columns = table.columns;
        tables.rows.extend(table.rows);
        let file = workspace.destination(chapter, Kind::Memory, arguments.reference);
        seal(chapter, &provenance, &Sources::read(workspace)?, held, &file)?;
        eprintln!("saved {}", shown(workspace, &file));
        eprintln!("{}: {order}", chapter.slug);
    }
    table::print(&tables.render(arguments.format))?;
    problems.iter().for_each(|problem| eprintln!("problem: {problem}"));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Chapter>> {
    let chosen = workspace.chosen(&arguments.slugs)?;
    let (with, without): (Vec<Chapter>, Vec<Chapter>) = chosen.into_iter().partition(Chapter::has_runs);
    match without.first().filter(|_| !arguments.slugs.is_empty()) {
        None => Ok(with),
        Some(without) => {
            let known = workspace.chapters()?.into_iter().filter(Chapter::has_runs).map(|chapter| chapter.slug);
            let known: Vec<String> = known.collect();
            let message = format!(
                "{} has no programs that are run for what they hold; those that have: {}",
                without.slug,
                known.join(", ")
            );
            Err(UsageError(message).into())
        }
    }
}

fn problems_of(chapter: &Chapter, run: &MemoryRun) -> Vec<String> {
    let failed = [("counting", run.counts.failure()), ("running", run.instants.failure())];
    let failed =
        failed.into_iter().filter_map(|(what, failure)| Some(format!("run `{}`: {what}: {}", run.name, failure?)));
    failed.chain(run.broken_bounds()).map(|problem| format!("{}: {problem}", chapter.slug)).collect()
}

/// A row a run, a column an instant.
fn table(held: &Memory) -> Table {
    let head = [("run", "run"), ("settings", "settings")].into_iter().chain(INSTANTS.map(|instant| (instant, instant)));
    let tail = [("spread %", "spread_per_mille"), ("bounds held", "bounds_held"), ("allocs", "allocations")];
    let columns: Vec<(&str, &str)> = head.chain(tail).collect();
    let mut table = Table::new(&columns);
    for run in &held.runs {
        let settings: Vec<String> = run.settings.iter().map(|pair| pair.join("=")).collect();
        let mut row = vec![Cell::text(&run.name), Cell::text(settings.join(" "))];
        row.extend(INSTANTS.iter().map(|name| match run.instant(name) {
            Some(instant) => {
                let median = instant.resident()[1];
                Cell::both(format!("{:.1}", median as f64 / 1024.0), median)
            }
            None => Cell::absent(""),
        }));
        let spread = run.instants.measured().and_then(|all| all.iter().map(Instant::spread_per_mille).max());
        row.push(spread.map_or_else(
            || Cell::absent("failed"),
            |spread| Cell::both(format!("{:.1}", spread as f64 / 10.0), spread),
        ));
        let is_always = |held: &&usize| **held == run.repeats();
        let held_always = run.held().iter().filter(is_always).count();
        row.push(Cell::text(format!("{held_always} of {}", run.bounds.len())));
        row.push(match &run.counts {
            Outcome::Measured(counts) => Cell::integer(counts.allocations),
            _ => Cell::absent("failed"),
        });
        table.rows.push(row);
    }
    table
}

/// Whether the order of the runs is the same in every repeat.
fn order(held: &Memory) -> String {
    let [pairs, reversed] =
        INSTANTS.iter().map(|instant| held.order(instant)).fold([0, 0], |[a, b], [c, d]| [a + c, b + d]);
    format!(
        "in {}, {} of runs at an instant were more than a tenth apart, and {reversed} of these had the other order in some repeat",
        counted(held.repeats, "repeat"),
        counted(pairs, "pair")
    )
}
