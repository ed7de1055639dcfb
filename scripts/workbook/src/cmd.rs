//! The subcommands, one file each.

mod check;
mod compare;
mod list;
mod measure;
mod new;
mod table;

use crate::format::{Cell, Table};
use ::measure::{Workspace, workspace};
use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;

/// Read, re-measure and check the Allocation Workbook.
///
/// Exit status: 0 fine, 1 something is wrong with what was checked, 2 usage.
#[derive(Debug, Parser)]
#[command(name = "cargo workbook", bin_name = "cargo workbook", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Measure(measure::Arguments),
    Table(table::Arguments),
    Compare(compare::Arguments),
    Check(check::Arguments),
    New(new::Arguments),
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::around(&std::env::current_dir()?)?;
    match arguments.command {
        Command::List(arguments) => list::run(&workspace, &arguments),
        Command::Measure(arguments) => measure::run(&workspace, &arguments),
        Command::Table(arguments) => table::run(&workspace, &arguments),
        Command::Compare(arguments) => compare::run(&workspace, &arguments),
        Command::Check(arguments) => check::run(&workspace, &arguments),
        Command::New(arguments) => new::run(&workspace, &arguments),
    }
}

/// A mistake in what was typed, rather than in what was checked.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct UsageError(String);

pub(crate) fn is_usage_error(error: &anyhow::Error) -> bool {
    error.is::<workspace::Error>() || error.is::<UsageError>()
}

/// A file as the reader knows it: from the workspace's root, where it is in it.
fn shown(workspace: &Workspace, file: &Path) -> String {
    file.strip_prefix(workspace.root()).unwrap_or(file).display().to_string()
}

/// Warns when the figures about to be shown were edited, or do not follow from their rounds.
fn warn_of_faults(file: &Path, record: &record::Record) {
    for fault in record.faults(file) {
        eprintln!("warning: {fault}");
    }
}

/// How often the method and two habits were wrong, and how much they found.
fn calibration_table(calibration: &record::calibration::Calibration) -> Table {
    let mut table = Table::new(&[
        ("condition", "condition"),
        ("injected %", "injected_percent"),
        ("trials", "trials"),
        ("called different", "called_different"),
        ("called slower", "called_slower"),
        ("inconclusive", "inconclusive"),
        ("pairs", "pairs"),
        ("criterion: different", "criterion_called_different"),
        ("criterion: slower", "criterion_called_slower"),
        ("fixed 5 %: different", "fixed_called_different"),
        ("fixed 5 %: slower", "fixed_called_slower"),
    ]);
    for condition in &calibration.conditions {
        for level in &condition.levels {
            let numbers = [
                level.injected_percent,
                level.trials,
                level.called_different,
                level.called_slower,
                level.inconclusive,
                level.pairs,
                level.criterion_called_different,
                level.criterion_called_slower,
                level.fixed_called_different,
                level.fixed_called_slower,
            ];
            let mut row = vec![Cell::text(&condition.name)];
            row.extend(numbers.map(Cell::integer));
            table.rows.push(row);
        }
    }
    table
}
