//! The model of Go's escape analysis, held against the compilers that are here.

use super::{Arguments, named};
use crate::cmd::{UsageError, shown};
use ::measure::go::toolchain::{self, Toolchain};
use ::measure::{Sources, model, provenance};
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Table, counted};
use record::model::{Agreement, ModelRecord};
use record::{Kind, MODELLED, Workspace};
use std::process::ExitCode;

/// Compares everything, and keeps on how many lines both agree.
pub(super) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (toolchains, unusable) = toolchain::find(workspace, &arguments.toolchains);
    let mut problems: Vec<String> = unusable.iter().map(ToString::to_string).collect();
    problems.iter().for_each(|problem| eprintln!("warning: {problem}"));
    if toolchains.is_empty() {
        let message = "there is no Go toolchain to compare the model with; get some with `scripts/install-go 1.24.11 1.27.3`, or name yours with --go PATH";
        return Err(UsageError(message.to_owned()).into());
    }
    let chapter = workspace.modelled();
    let file = workspace.destination(&chapter, Kind::Model, arguments.reference);
    record::check_writable(&file)?;
    let record = ModelRecord {
        experiment: MODELLED.to_owned(),
        provenance: provenance::describe_now(workspace)?,
        sources: Sources::read(workspace)?.of_kind(Kind::Model, &chapter)?,
        body: model::compare(workspace, &toolchains, true, &Reporter::default())?,
    };
    problems.extend(record.unexplained());
    if !arguments.reference {
        problems.extend(worse(workspace, &record));
    }
    record.write(&file)?;
    eprintln!("saved {}", shown(workspace, &file));
    table::print(&table(&record).render(arguments.format))?;
    problems.iter().for_each(|problem| eprintln!("problem: {problem}"));
    eprintln!("model compared with {}, {}", named(&toolchains), counted(problems.len(), "problem"));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What is wrong with the model under these toolchains, one sentence each: lines that differ and are not known to, and what is worse than it
/// was kept. The standard library is left out.
pub(super) fn compared_with_the_kept(workspace: &Workspace, toolchains: &[Toolchain]) -> anyhow::Result<Vec<String>> {
    let now = model::compare(workspace, toolchains, false, &Reporter::default())?;
    let suites = now.releases.iter().flat_map(|release| &release.suites);
    let (equal, lines) = suites.fold((0, 0), |(equal, lines), suite| (equal + suite.equal, lines + suite.lines));
    eprintln!("model and compiler: {equal} of {lines} lines are equal, with {}", named(toolchains));
    Ok([now.unexplained(), worse(workspace, &now)].concat())
}

/// In what a comparison is worse than the one that is committed.
fn worse(workspace: &Workspace, now: &Agreement) -> Vec<String> {
    let kept = workspace.modelled().kept(Kind::Model);
    match ModelRecord::read(&kept, MODELLED) {
        Ok(then) => {
            let place = shown(workspace, &kept);
            then.worse(now).into_iter().map(|one| format!("{place}: {one}")).collect()
        }
        Err(error) => vec![error.to_string()],
    }
}

/// A row a suite and release.
fn table(record: &Agreement) -> Table {
    let mut table = Table::new(&[
        ("suite", "suite"),
        ("toolchain", "toolchain"),
        ("packages", "packages"),
        ("refused", "refused"),
        ("lines", "lines"),
        ("equal", "equal"),
        ("missing", "missing"),
        ("extra", "extra"),
        ("different", "different"),
    ]);
    for release in &record.releases {
        for suite in &release.suites {
            let names = [suite.name.name().to_owned(), format!("Go {}", release.version)].map(Cell::text);
            let counts = [
                suite.packages,
                suite.refused(),
                suite.lines,
                suite.equal,
                suite.missing,
                suite.extra,
                suite.different,
            ]
            .map(Cell::integer);
            table.rows.push([&names[..], &counts[..]].concat());
        }
    }
    table
}
