//! The subcommands, one file each.

mod serve;
mod build;
mod list;
mod measure;
mod table;
mod compare;
mod matrix;
mod compilers;
mod memory;
mod allocators;
mod articles;
mod escape;
mod check;
mod sites;
mod heap;
mod exercise;
mod new;
mod readme;
mod preprocess;

use ::measure::Sources;
use ::measure::binaries::Programs;
use cargo_allocations::UsageError;
use cargo_allocations::table::{Cell, Table};
use clap::{Parser, Subcommand};
use record::{Kind, Workspace, workspace};
use std::path::Path;
use std::process::ExitCode;

/// The Allocation Workbook: what allocates in Rust, what it costs, how to see it and how to avoid it.
///
/// Without a command, it serves the book. Exit status: 0 for success, 1 when a check or the command itself fails, 2
/// when the command line is wrong.
#[derive(Debug, Parser)]
#[command(name = "cargo workbook", bin_name = "cargo workbook", version, args_conflicts_with_subcommands = true)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Arguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Arguments),
    Build(build::Arguments),
    List(list::Arguments),
    Measure(measure::Arguments),
    Table(table::Arguments),
    Compare(compare::Arguments),
    Matrix(matrix::Arguments),
    Compilers(compilers::Arguments),
    Memory(memory::Arguments),
    Allocators(allocators::Arguments),
    Articles(articles::Arguments),
    Escape(escape::Arguments),
    Check(check::Arguments),
    Sites(sites::Arguments),
    Heap(heap::Arguments),
    Exercise(exercise::Arguments),
    New(new::Arguments),
    Readme(readme::Arguments),
    Preprocess(preprocess::Arguments),
}

pub(crate) fn run(arguments: CommandLine) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::around(&std::env::current_dir()?)?;
    match arguments.command.unwrap_or(Command::Serve(arguments.serve)) {
        Command::Serve(arguments) => serve::run(&workspace, &arguments),
        Command::Build(arguments) => build::run(&workspace, &arguments),
        Command::List(arguments) => list::run(&workspace, &arguments),
        Command::Measure(arguments) => measure::run(&workspace, &arguments),
        Command::Table(arguments) => table::run(&workspace, &arguments),
        Command::Compare(arguments) => compare::run(&workspace, &arguments),
        Command::Matrix(arguments) => matrix::run(&workspace, &arguments),
        Command::Compilers(arguments) => compilers::run(&workspace, &arguments),
        Command::Memory(arguments) => memory::run(&workspace, &arguments),
        Command::Allocators(arguments) => allocators::run(&workspace, &arguments),
        Command::Articles(arguments) => articles::run(&workspace, &arguments),
        Command::Escape(arguments) => escape::run(&arguments),
        Command::Check(arguments) => check::run(&workspace, &arguments),
        Command::Sites(arguments) => sites::run(&workspace, &arguments),
        Command::Heap(arguments) => heap::run(&workspace, &arguments),
        Command::Exercise(arguments) => exercise::run(&workspace, &arguments),
        Command::New(arguments) => new::run(&workspace, &arguments),
        Command::Readme(arguments) => readme::run(&workspace, &arguments),
        Command::Preprocess(arguments) => preprocess::run(&arguments),
    }
}

pub(crate) fn is_usage_error(error: &anyhow::Error) -> bool {
    error.is::<workspace::Error>()
        || cargo_allocations::is_usage_error(error)
        || error.downcast_ref::<exercises::Error>().is_some_and(exercises::Error::is_usage)
        || error.is::<::measure::heap::UnknownCase>()
}

/// A file as the reader knows it: from the workspace's root, where it is in it.
fn shown(workspace: &Workspace, file: &Path) -> String {
    workspace.shown(file)
}

/// Replaces what is committed and shown in the book of sites or heap profiles, of the experiments named.
fn renew(workspace: &Workspace, slugs: &[String], kind: Kind) -> anyhow::Result<ExitCode> {
    let chapters = workspace.chosen(slugs)?;
    let shown = pages::shown(workspace.root())?;
    let provenance = ::measure::provenance::describe_now(workspace)?;
    for chapter in &chapters {
        record::check_writable(&chapter.kept(kind))?;
    }
    let programs = Programs::build(workspace, &chapters, &cargo_allocations::progress::Reporter::default())?;
    let sources = Sources::read(workspace)?;
    for chapter in chapters {
        let file = chapter.kept(kind);
        let shown = shown.get(&chapter.slug).cloned().unwrap_or_default();
        ::measure::renew(kind, workspace, &chapter, &programs, &shown, &provenance, &sources)?;
        match file.is_file() {
            true => eprintln!("saved {}", workspace.shown(&file)),
            false => eprintln!("{}: no page shows {kind} of it, so none are kept", chapter.slug),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// How often the method was wrong, and how much it found, in comparisons that did not set its rule; and two habits beside it.
fn calibration_table(calibration: &record::calibration::Calibration) -> Table {
    let mut table = Table::new(&[
        ("condition", "condition"),
        ("injected %", "injected_percent"),
        ("trials", "trials"),
        ("slower", "slower"),
        ("slightly slower", "slightly_slower"),
        ("the same", "same"),
        ("faster", "faster"),
        ("can't tell", "cannot_tell"),
        ("pairs", "pairs"),
        ("criterion: different", "criterion_called_different"),
        ("fixed 5 %: different", "fixed_called_different"),
    ]);
    for condition in &calibration.conditions {
        for level in condition.levels(calibration.method.rule) {
            let mut row = vec![Cell::text(&condition.name)];
            let called = [level.slower, level.slightly_slower, level.same, level.faster, level.cannot_tell];
            row.extend([level.injected_percent, level.trials].into_iter().chain(called).map(Cell::integer));
            let habits = &condition.habits;
            match level.injected_percent {
                0 => row.extend(
                    [habits.pairs, habits.criterion_called_different, habits.fixed_called_different].map(Cell::integer),
                ),
                _ => row.extend([const { "" }; 3].map(Cell::absent)),
            }
            table.rows.push(row);
        }
    }
    table
}
