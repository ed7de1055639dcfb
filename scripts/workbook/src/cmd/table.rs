use super::shown;
use crate::format::{self, Cell, Format, Table, nanoseconds, ratio};
use anyhow::bail;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use record::print::verdict;
use record::{Case, Kind, Outcome, Profile, Record, Workspace, workspace};
use std::path::PathBuf;
use std::process::ExitCode;

/// Print the table of an experiment, in the shape of `go test -benchmem`.
///
/// Times are confirmed floors of interleaved rounds, in ns; ratios compare floors within one record. The spread is
/// the middle half of the ratios of single rounds, so the ratio of the floors may lie outside of it. B/op are
/// requested bytes: the sizes of allocations plus the full new sizes of reallocations.
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
    format::print(&table(&cases, arguments.profile).render(arguments.format))?;
    eprintln!("{}: {}", shown(workspace, &file), measured_with(&record));
    Ok(ExitCode::SUCCESS)
}

/// A row a case.
pub(crate) fn table(cases: &[&Case], profile: Profile) -> Table {
    let mut table = Table::new(&[
        ("case", "case"),
        ("ns/op", "floor_ps"),
        ("B/op", "requested_bytes"),
        ("allocs/op", "allocations"),
        ("reallocs/op", "reallocations"),
        ("peak B", "peak_bytes"),
        ("ratio", "ratio_ppm"),
        ("spread", "spread_ppm"),
        ("verdict", "verdict"),
        ("against", "baseline"),
    ]);
    for case in cases {
        let mut row = vec![Cell::text(case.id()), floor(case)];
        match case.counts(profile) {
            Outcome::Measured(f) => {
                row.extend([f.requested_bytes, f.allocations, f.reallocations, f.peak_bytes].map(Cell::integer));
            }
            Outcome::NotMeasured(_) => row.extend([const { "not counted" }; 4].map(Cell::absent)),
            Outcome::Failed(_) => row.extend([const { "failed" }; 4].map(Cell::absent)),
        }
        row.extend(ratio_cells(case));
        table.rows.push(row);
    }
    table
}

fn floor(case: &Case) -> Cell {
    match &case.time {
        Outcome::Measured(time) => {
            time.floor_ps.map_or_else(|| Cell::absent("inconclusive"), |floor| Cell::both(nanoseconds(floor), floor))
        }
        Outcome::NotMeasured(_) => Cell::absent("-"),
        Outcome::Failed(_) => Cell::absent("failed"),
    }
}

fn ratio_cells(case: &Case) -> Vec<Cell> {
    let baseline = if case.baseline == case.id() { Cell::absent("") } else { Cell::text(&case.baseline) };
    let time = match &case.time {
        Outcome::Measured(time) => time,
        Outcome::NotMeasured(_) => return vec![Cell::absent("-"), Cell::absent(""), Cell::text("not timed"), baseline],
        Outcome::Failed(_) => return vec![Cell::absent("-"), Cell::absent(""), Cell::text("failed"), baseline],
    };
    let ratio_cell = time.ratio.floor_ppm.map_or_else(|| Cell::absent("-"), |ppm| Cell::both(ratio(ppm), ppm));
    let spread = time.ratio.spread_ppm.map_or_else(
        || Cell::absent(""),
        |[low, high]| Cell::both(format!("{}..{}", ratio(low), ratio(high)), vec![low, high]),
    );
    vec![ratio_cell, spread, Cell::text(verdict(time.ratio.verdict)), baseline]
}

/// One line of provenance.
pub(crate) fn measured_with(record: &Record) -> String {
    let provenance = &record.provenance;
    let rustc = provenance.compiler();
    format!("measured {} on {}, {} CPUs, {}; {rustc}", provenance.date, provenance.cpu, provenance.cpus, provenance.os)
}
