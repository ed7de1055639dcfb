use super::shown;
use crate::figures::{nanoseconds, ratio};
use anyhow::bail;
use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use record::print::{self, verdict};
use record::{Case, Kind, Outcome, Profile, Record, Workspace, workspace};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the table of an experiment, in the shape of `go test -benchmem`.
///
/// Times are medians of interleaved rounds, in ns, each round in another layout of the program. Difference and ratio
/// are medians of those to the baseline within a round. Beside each stands its 99 % interval. B/op are requested
/// bytes: the sizes of allocations plus the full new sizes of reallocations.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The experiment.
    slug: String,
    /// Show only these variants or cases.
    cases: Vec<String>,
    /// Show the record in this file instead of the book's.
    #[arg(long, value_name = "FILE", conflicts_with = "mine")]
    record: Option<PathBuf>,
    /// Show your own record, made by `cargo workbook measure`.
    #[arg(long)]
    mine: bool,
    /// The profile for which counts are shown; times are always those of the release profile.
    #[arg(long, default_value_t, value_parser = profile())]
    profile: Profile,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The profiles by their names.
fn profile() -> impl TypedValueParser<Value = Profile> {
    let names = Profile::ALL.map(Profile::name);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Profile>())
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let experiment = workspace.chosen(std::slice::from_ref(&arguments.slug))?.remove(0);
    let file = match &arguments.record {
        Some(file) => file.clone(),
        None => workspace.destination(&experiment, Kind::Record, !arguments.mine),
    };
    let record = Record::read(&file, &experiment.slug)?;
    if record.cases.is_empty() {
        bail!(
            "{}: field `cases` is empty; measure again with `cargo workbook measure {}`",
            file.display(),
            experiment.slug
        );
    }
    let mut cases: Vec<&Case> = Vec::new();
    for name in &arguments.cases {
        for case in workspace::cases(&record, name)? {
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
    }
    if arguments.cases.is_empty() {
        cases.extend(&record.cases);
    }
    table::print(&table(&cases, arguments.profile).render(arguments.format))?;
    eprintln!("{}: {}", shown(workspace, &file), measured_with(&record));
    Ok(ExitCode::SUCCESS)
}

/// A row a case.
pub(crate) fn table(cases: &[&Case], profile: Profile) -> Table {
    let mut table = Table::new(&[
        ("case", "case"),
        ("ns/op", "median_ps"),
        ("interval", "interval_ps"),
        ("B/op", "requested_bytes"),
        ("allocs/op", "allocations"),
        ("reallocs/op", "reallocations"),
        ("peak B", "peak_bytes"),
        ("difference", "difference_ps"),
        ("ratio", "ratio_ppm"),
        ("interval", "ratio_interval_ppm"),
        ("verdict", "verdict"),
        ("against", "baseline"),
    ]);
    for case in cases {
        let mut row = vec![Cell::text(case.id())];
        row.extend(time_cells(case));
        match case.counts(profile) {
            Outcome::Measured(f) => {
                row.extend([f.requested_bytes, f.allocations, f.reallocations, f.peak_bytes].map(Cell::integer));
            }
            Outcome::NotMeasured(_) => row.extend([const { "not counted" }; 4].map(Cell::absent)),
            Outcome::Failed(_) => row.extend([const { "failed" }; 4].map(Cell::absent)),
        }
        row.extend(against_cells(case));
        table.rows.push(row);
    }
    table
}

/// The median and its interval.
fn time_cells(case: &Case) -> [Cell; 2] {
    match &case.time {
        Outcome::Measured(time) => {
            let interval = time.interval_ps.map_or_else(
                || Cell::absent("-"),
                |[low, high]| Cell::both(format!("{}..{}", nanoseconds(low), nanoseconds(high)), vec![low, high]),
            );
            [Cell::both(nanoseconds(time.median_ps), time.median_ps), interval]
        }
        Outcome::NotMeasured(_) => [const { "-" }; 2].map(Cell::absent),
        Outcome::Failed(_) => [const { "failed" }; 2].map(Cell::absent),
    }
}

/// Difference, ratio, its interval, verdict, baseline.
fn against_cells(case: &Case) -> Vec<Cell> {
    let baseline = if case.baseline == case.id() { Cell::absent("") } else { Cell::text(&case.baseline) };
    let none = |verdict: &str| {
        let mut cells = vec![Cell::absent("-"), Cell::absent("-"), Cell::absent("")];
        cells.extend([Cell::text(verdict), baseline.clone()]);
        cells
    };
    let time = match &case.time {
        Outcome::Measured(time) => time,
        Outcome::NotMeasured(_) => return none("not timed"),
        Outcome::Failed(_) => return none("failed"),
    };
    let verdict = print::plain(verdict(time.ratio.verdict));
    let (Some(times), Some(differences)) = (time.ratio.times, time.ratio.difference_ps) else { return none(&verdict) };
    let [low, high] = times.interval;
    vec![
        Cell::both(print::plain(&print::difference(differences.median)), differences.median),
        Cell::both(ratio(times.median), times.median),
        Cell::both(format!("{}..{}", ratio(low), ratio(high)), vec![low, high]),
        Cell::text(verdict),
        baseline,
    ]
}

/// One line of provenance.
pub(crate) fn measured_with(record: &Record) -> String {
    let provenance = &record.provenance;
    let rustc = provenance.compiler();
    format!("measured {} on {}, {} CPUs, {}; {rustc}", provenance.date, provenance.cpu, provenance.cpus, provenance.os)
}
