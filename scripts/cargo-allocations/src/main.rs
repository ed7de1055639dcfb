//! `cargo allocations`.

use cargo_allocations::{CommandLine, is_usage_error, run};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    // cargo starts `cargo-allocations allocations ...` for `cargo allocations ...`.
    let is_cargos = |(place, word): &(usize, std::ffi::OsString)| *place == 1 && word == "allocations";
    let words = std::env::args_os().enumerate().filter(|word| !is_cargos(word)).map(|(_, word)| word);
    match run(&CommandLine::parse_from(words)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            if is_usage_error(&error) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
