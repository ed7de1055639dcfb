//! `cargo workbook build`.

use cargo_allocations::progress::Reporter;
use cargo_allocations::table::counted;
use record::Workspace;
use std::process::ExitCode;

/// Build the book into target/book.
///
/// The build is strict. It fails when a directive has an unknown key, an include or an anchor is missing, a link is broken, or
/// SUMMARY.md does not list a page, and it reports all problems at once, each with page and line. A build that fails leaves the
/// old book as it was.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(workspace: &Workspace, _: &Arguments) -> anyhow::Result<ExitCode> {
    let site = Reporter::default().around("building the book", || pages::build(workspace.root()))?;
    eprintln!("built {}", counted(site.pages, "page"));
    println!("{}", site.directory.join("index.html").display());
    Ok(ExitCode::SUCCESS)
}
