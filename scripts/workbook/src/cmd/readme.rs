use crate::format::{Cell, Format, Table};
use anyhow::{Context, bail};
use clap::Args;
use record::{Case, Exact, Kind, Outcome, Record, Workspace, print};
use std::process::ExitCode;

/// Write the README's table of results again, from the reference records.
#[derive(Debug, Args)]
pub(crate) struct Arguments {}

const BEGIN: &str = "<!-- BEGIN: results -->\n";
const END: &str = "<!-- END: results -->";
/// Stands at the beginning of the block, for whoever is about to edit it.
const GENERATED: &str = "<!-- Generated from the records by `cargo workbook readme`; do not edit. -->";

pub(crate) fn run(workspace: &Workspace, _: &Arguments) -> anyhow::Result<ExitCode> {
    let file = workspace.root().join("README.md");
    record::write_whole(&file, current(workspace)?.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What is wrong with the README's table, if anything.
pub(crate) fn problem(workspace: &Workspace) -> anyhow::Result<Option<String>> {
    let text = std::fs::read_to_string(workspace.root().join("README.md")).context("README.md")?;
    let is_current = text == current(workspace)?;
    Ok((!is_current).then(|| {
        "README.md: the results are not the records'; write them anew with `cargo workbook readme`".to_owned()
    }))
}

/// The README as the records want it.
fn current(workspace: &Workspace) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(workspace.root().join("README.md")).context("README.md")?;
    let Some((before, rest)) = text.split_once(BEGIN) else {
        bail!("README.md: no line `{}`; restore it", BEGIN.trim())
    };
    let Some((_, after)) = rest.split_once(END) else { bail!("README.md: no line `{END}`; restore it") };
    Ok(format!("{before}{BEGIN}{GENERATED}\n\n{}\n{END}{after}", table(workspace)?))
}

/// The variants without sizes of every experiment whose cases are counted.
fn table(workspace: &Workspace) -> anyhow::Result<String> {
    let mut table = Table::new(&[
        ("experiment", ""),
        ("variant", ""),
        ("allocs/op, debug", ""),
        ("allocs/op", ""),
        ("B/op", ""),
        ("time", ""),
        ("against", ""),
    ]);
    for experiment in workspace.chapters()? {
        let record = Record::read(&experiment.kept(Kind::Record), &experiment.slug)?;
        for case in record.cases.iter().filter(|case| case.size.is_none() && case.release.measured().is_some()) {
            let counted = |outcome: &Outcome<Exact>, field: fn(&Exact) -> u64| match outcome.measured() {
                Some(figures) => Cell::integer(field(figures)),
                None => Cell::absent("-"),
            };
            let page = format!("[{0}](book/src/{0}.md)", experiment.slug);
            table.rows.push(vec![
                Cell::text(page),
                Cell::text(format!("`{}`", case.variant)),
                counted(&case.debug, |figures| figures.allocations),
                counted(&case.release, |figures| figures.allocations),
                counted(&case.release, |figures| figures.requested_bytes),
                time(&record, case),
                if case.baseline == case.id() || case.time.measured().is_none() {
                    Cell::text("")
                } else {
                    Cell::text(format!("`{}`", case.baseline))
                },
            ]);
        }
    }
    Ok(table.render(Format::Markdown))
}

fn time(record: &Record, case: &Case) -> Cell {
    match &case.time {
        Outcome::Measured(time) => {
            let verdict = print::verdict(time.ratio.verdict);
            let baseline = record.case(&case.baseline).and_then(|baseline| baseline.time.measured());
            let against = baseline.and_then(|baseline| print::against(&time.ratio, baseline.median_ps));
            let behind = against
                .map_or_else(|| verdict.to_owned(), |[value, interval]| format!("{verdict}: {value}, {interval}"));
            Cell::text(print::plain(&format!("{} ({behind})", print::time(time.median_ps))))
        }
        Outcome::NotMeasured(reason) => Cell::text(format!("not timed: {reason}")),
        Outcome::Failed(_) => Cell::text("failed"),
    }
}
