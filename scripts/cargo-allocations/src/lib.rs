//! Which lines of a crate allocate, which asked for the memory of a run, and what does a change do to both? `cargo allocations --help` says how
//! it is asked.
//!
//! [`sites`] reports the lines whose compiled code calls the allocator, [`heap`] shows the profile of a run, [`compare`] runs the benchmarks
//! and tests of two revisions, [`lsp`] shows the sites in an editor. Each is a command: its arguments, and what it does with them. `cargo workbook` has `sites` and `heap` for its
//! experiments, made of these.
//!
//! Data goes to stdout, progress and notes to stderr. Exit status: 0 fine, 1 something is new or broken, 2 usage.

pub mod compare;
pub mod heap;
pub mod lsp;
pub mod progress;
pub mod sites;
pub mod table;
pub mod watch;

use anyhow::Context;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Which lines of your crate allocate, which asked for the memory of a run, and what a change does to both.
///
/// Exit status: 0 for success, 1 when something is new or broken or the command itself fails, 2 when the command line
/// is wrong.
#[derive(Debug, Parser)]
#[command(name = "cargo allocations", bin_name = "cargo allocations", version)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Sites(Box<sites::Arguments>),
    Heap(Box<heap::Arguments>),
    Compare(Box<compare::Arguments>),
    Lsp(lsp::Arguments),
}

/// Does what the command line says.
///
/// # Errors
///
/// What the command says; [`is_usage_error`] tells those that are about the command line.
pub fn run(arguments: &CommandLine) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Sites(arguments) => sites::run(arguments),
        Command::Heap(arguments) => heap::run(arguments),
        Command::Compare(arguments) => compare::run(arguments),
        Command::Lsp(arguments) => lsp::run(arguments),
    }
}

/// A mistake in what was typed, rather than in what was looked at.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// The manifest in the current directory or above it.
pub(crate) fn manifest_here() -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir().context("the current directory")?;
    let manifest = here.ancestors().map(|directory| directory.join("Cargo.toml")).find(|file| file.is_file());
    Ok(manifest.ok_or_else(|| {
        UsageError(format!(
            "no Cargo.toml is in {} or above it; change into a package, or name one with --manifest-path",
            here.display()
        ))
    })?)
}

/// Whether an error is about the command line.
pub fn is_usage_error(error: &anyhow::Error) -> bool {
    error.is::<UsageError>()
        || error.downcast_ref::<heap_sites::Error>().is_some_and(heap_sites::Error::is_usage)
        || error.downcast_ref::<heap_views::Error>().is_some_and(heap_views::Error::is_usage)
}
