//! The subcommands.

mod build;
mod preprocess;
mod serve;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The Allocation Workbook: what allocates in Rust, what it costs, how to see it and how to avoid it.
///
/// Without a command, serves the book.
#[derive(Debug, Parser)]
#[command(name = "cargo workbook", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Build(build::Build),
    Preprocess(preprocess::Preprocess),
}

impl Arguments {
    /// Does what was asked for.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self.command.unwrap_or(Command::Serve(self.serve)) {
            Command::Serve(command) => command.run(),
            Command::Build(command) => command.run(),
            Command::Preprocess(command) => command.run(),
        }
    }
}
