use anyhow::Context;
use cargo_allocations::progress::Reporter;
use cargo_allocations::table;
use clap::Args;
use exercises::Exercise;
use measure::findings::Purpose;
use record::Workspace;
use std::num::NonZero;
use std::path::Path;
use std::process::{Command, ExitCode};

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
///
/// With --sample N, one experiment of N is measured again, and one exercise of N is proved; which ones follows from
/// the newest commit. The files of the other experiments must still be unedited and of the current code.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Check only these experiments, and neither the book's pages nor the README nor the exercises, nor findings that take long.
    slugs: Vec<String>,
    /// Count the instructions of every case again, which takes some minutes. Where threads run or hash keys are random, one number may
    /// have been luck.
    #[arg(long)]
    instructions: bool,
    /// Measure one experiment of so many again, and prove one exercise of so many.
    #[arg(long, value_name = "N", conflicts_with = "slugs")]
    sample: Option<NonZero<usize>>,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let root = workspace.root();
    let part = arguments.sample.map(|of| Part::of_newest_commit(root, of)).transpose()?;
    let (chapters, unmeasured) = Part::split(part, workspace.chosen(&arguments.slugs)?);
    let shown = pages::shown(root)?;
    let purpose = if arguments.slugs.is_empty() { Purpose::Comparison } else { Purpose::FirstLook };
    let counts_instructions = arguments.instructions;
    let progress = Reporter::default();
    let mut checked =
        ::measure::check::check(workspace, &chapters, &unmeasured, &shown, counts_instructions, purpose, &progress)?;
    if arguments.slugs.is_empty() {
        let pages = pages::disagreements(root)?.into_iter().chain(pages::typed_figures(root)?);
        checked.problems.extend(pages.map(|problem| problem.to_string()));
        checked.problems.extend(super::readme::problem(workspace)?);
        let (exercises, unproved) = Part::split(part, Exercise::all(workspace)?);
        if let Some(Part { of, .. }) = part {
            let [files, proofs] =
                [(unmeasured.len(), "experiment"), (unproved.len(), "exercise")].map(|(n, of)| table::counted(n, of));
            checked
                .notes
                .push(format!("a sample of one in {of}: of {files} only the files are read, and {proofs} not proved"));
        }
        let proved = Reporter::default()
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

/// One part of so many.
#[derive(Clone, Copy, Debug)]
struct Part {
    turn: usize,
    of: NonZero<usize>,
}

impl Part {
    /// The part whose turn it is at the newest commit: commits that follow each other take all parts, in no order.
    fn of_newest_commit(root: &Path, of: NonZero<usize>) -> anyhow::Result<Self> {
        let output = Command::new("git").arg("-C").arg(root).args(["rev-parse", "HEAD"]).output();
        let output = output.context("--sample asks git for the newest commit, and git does not run")?;
        let commit = String::from_utf8_lossy(&output.stdout);
        let digits = commit.get(..8).and_then(|digits| usize::from_str_radix(digits, 16).ok());
        let digits = digits.context("--sample needs a commit of the workbook's repository, and git knows none")?;
        Ok(Self { turn: digits % of, of })
    }

    /// What is in the part and what is not; everything is in it where there is none.
    fn split<T>(part: Option<Self>, items: Vec<T>) -> (Vec<T>, Vec<T>) {
        let is_in = |index: usize| part.is_none_or(|part| index % part.of == part.turn);
        let (inside, outside): (Vec<_>, Vec<_>) = items.into_iter().enumerate().partition(|(index, _)| is_in(*index));
        let items = |part: Vec<(usize, T)>| part.into_iter().map(|(_, item)| item).collect();
        (items(inside), items(outside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_item_is_in_one_part_and_without_a_sample_in_the_only_one() {
        let of = NonZero::new(3).unwrap();
        let mut all = Vec::new();
        for turn in 0..3 {
            let (inside, outside) = Part::split(Some(Part { turn, of }), (0..10).collect::<Vec<_>>());
            assert_eq!(inside.len() + outside.len(), 10);
            all.extend(inside);
        }
        all.sort_unstable();
        assert_eq!(all, (0..10).collect::<Vec<_>>());
        assert_eq!(Part::split(None, vec![1, 2]), (vec![1, 2], vec![]));
    }
}
