//! `cargo workbook preprocess`: mdBook's protocol for external preprocessors.

use clap::Subcommand;
use std::process::ExitCode;

/// Expand the book's directives for a plain `mdbook build book`.
///
/// mdBook starts this command itself; see `preprocessor.workbook` in book.toml.
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    question: Option<Question>,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Whether a renderer is supported: exit status 0 for html, 1 for any other.
    Supports {
        /// The renderer's name.
        renderer: String,
    },
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.question {
        Some(Question::Supports { renderer }) if renderer == "html" => Ok(ExitCode::SUCCESS),
        Some(Question::Supports { .. }) => Ok(ExitCode::FAILURE),
        None => {
            pages::preprocess(std::io::stdin().lock(), std::io::stdout().lock())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
