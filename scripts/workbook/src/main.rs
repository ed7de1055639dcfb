//! What can be done with the workbook from a terminal?
//!
//! One file a subcommand, under `cmd`.
//! Data goes to stdout, progress and warnings to stderr.
//! Exit status: 0 fine, 1 something is wrong with what was asked for, 2 usage.

mod cmd;
mod workspace;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            // Not the debug form: it prints a backtrace for an ordinary mistake in a page.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    // mdBook says what it doubts through tracing, and nothing at all without a subscriber.
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .with_writer(std::io::stderr)
        .without_time()
        .with_target(false)
        .init();
    cmd::Arguments::parse().run()
}
