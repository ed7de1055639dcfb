//! What can a reader do from the command line? `cargo workbook --help` says.

mod cmd;
mod format;
mod progress;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cmd::run(cmd::Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            if cmd::is_usage_error(&error) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
