use crate::format;
use crate::progress::Bar;
use clap::Args;
use record::Workspace;
use std::process::ExitCode;

/// Is everything that was measured and committed still true?
///
/// Checks that no file was edited and none contradicts itself, that the code, the dependencies, the compiler and the profiles are the ones
/// that were measured, and that everything exact comes out equal when it is measured again: counts and findings, the output of the tests,
/// the sites of the compiled code and the heap profiles that pages show. Checks that the counter, dhat and the compiled code agree
/// about every case, that pages, crates and SUMMARY.md agree, that no page has a typed figure, and that the README's table is the records'.
/// Times are not checked, and Go programs are not run: `cargo workbook articles` does that.
/// Of a matrix, only the settings of the two profiles are compared with the declaration; the others are not built again.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Only these experiments, without the book's pages and the README.
    slugs: Vec<String>,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let chapters = workspace.chosen(&arguments.slugs)?;
    let root = workspace.root();
    let mut checked = ::measure::check::check(workspace, &chapters, &pages::shown(root)?, &Bar::default())?;
    if arguments.slugs.is_empty() {
        let pages = pages::disagreements(root)?.into_iter().chain(pages::typed_figures(root)?);
        checked.problems.extend(pages.map(|problem| problem.to_string()));
        checked.problems.extend(super::readme::problem(workspace)?);
    }
    let mut text: String = checked.notes.iter().map(|note| format!("note: {note}\n")).collect();
    text.extend(checked.problems.iter().map(|problem| format!("{problem}\n")));
    let [chapters, problems] = [(chapters.len(), "experiment"), (checked.problems.len(), "problem")]
        .map(|(count, of)| format::counted(count, of));
    text += &format!("{chapters} checked, {problems}\n");
    format::print(&text)?;
    Ok(if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
