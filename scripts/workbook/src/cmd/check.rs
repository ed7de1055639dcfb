use cargo_allocations::progress::Bar;
use cargo_allocations::table;
use clap::Args;
use exercises::Exercise;
use record::Workspace;
use std::process::ExitCode;

/// Check that the reference records are still true.
///
/// Each file that is kept must be unedited, without contradictions, and belong to the current code, dependencies,
/// compiler and profiles. Counts and exact findings are measured again and
/// must be equal. The tests must print the output that is shown, the compiled code must have the allocation sites
/// that are shown, and dhat must give the heap profiles that are shown; for every case the counter, dhat and the
/// compiled code must agree. The pages, the crates and SUMMARY.md must agree, no page may contain a typed figure, the
/// README's picture and table must be those of the records and pages, and every exercise must hold what it declares.
///
/// Times are not checked. Records of Go programs are checked for edits and current sources only; `cargo workbook
/// articles` runs the programs. A matrix is checked for its sources and its compiler, and compared with the
/// declaration at the settings of the two profiles; the other settings are not built again.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Check only these experiments, and neither the book's pages nor the README nor the exercises.
    slugs: Vec<String>,
    /// Count the instructions of every case again, which takes some minutes. Where threads run or hash keys are random, one number may
    /// have been luck.
    #[arg(long)]
    instructions: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let chapters = workspace.chosen(&arguments.slugs)?;
    let root = workspace.root();
    let mut checked =
        ::measure::check::check(workspace, &chapters, &pages::shown(root)?, arguments.instructions, &Bar::default())?;
    if arguments.slugs.is_empty() {
        let pages = pages::disagreements(root)?.into_iter().chain(pages::typed_figures(root)?);
        checked.problems.extend(pages.map(|problem| problem.to_string()));
        checked.problems.extend(super::readme::problem(workspace)?);
        let exercises = Exercise::all(workspace)?;
        let proved = Bar::default()
            .around("grading the submissions of every exercise", || exercises::prove(workspace, &exercises))?;
        checked.problems.extend(proved);
    }
    let mut text: String = checked.notes.iter().map(|note| format!("note: {note}\n")).collect();
    text.extend(checked.problems.iter().map(|problem| format!("{problem}\n")));
    let [chapters, problems] = [(chapters.len(), "experiment"), (checked.problems.len(), "problem")]
        .map(|(count, of)| table::counted(count, of));
    text += &format!("{chapters} checked, {problems}\n");
    table::print(&text)?;
    Ok(if checked.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
