//! `cargo workbook build`.

use record::Workspace;
use std::process::ExitCode;

/// Builds the book into target/book.
///
/// The build is strict: a directive with an unknown key, a missing include or anchor, a broken link, and a page that
/// SUMMARY.md does not name fail it, all at once, each with page and line.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(workspace: &Workspace, _: &Arguments) -> anyhow::Result<ExitCode> {
    let site = pages::build(workspace.root())?;
    eprintln!("built {} pages", site.pages);
    println!("{}", site.directory.join("index.html").display());
    Ok(ExitCode::SUCCESS)
}
