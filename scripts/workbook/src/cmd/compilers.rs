use super::{UsageError, shown};
use ::measure::Sources;
use ::measure::compilers::{Compiler, compare};
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use record::{Exact, Kind, Outcome, Workspace};
use std::path::PathBuf;
use std::process::ExitCode;

/// Count the allocations of every case with other compilers, and show the counts that are others.
///
/// The chapters' own programs are built by each compiler, in debug and release, and their counts are compared with those of the records. Where a count in
/// release is another one, instructions are compared too. What was found goes to `target/workbook/<slug>/compilers.json`.
/// Building everything takes minutes for each compiler.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Compare only these experiments; without any, all of them.
    slugs: Vec<String>,
    /// A compiler: the path of its executable, such as "$(rustup which rustc --toolchain nightly)". May be given several
    /// times.
    #[arg(long, value_name = "PATH", required = true)]
    rustc: Vec<PathBuf>,
    /// Replace what is committed with the experiments and shown in the book.
    #[arg(long)]
    reference: bool,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let chapters = workspace.chosen(&arguments.slugs)?;
    let compilers: Vec<Compiler> =
        arguments.rustc.iter().map(|path| Compiler::at(path)).collect::<anyhow::Result<_>>()?;
    for (index, compiler) in compilers.iter().enumerate() {
        if compilers[..index].iter().any(|other| other.version == compiler.version) {
            let message = format!("--rustc: {} is named twice; name each compiler once", compiler.version);
            return Err(UsageError(message).into());
        }
    }
    // Before minutes of building.
    for chapter in &chapters {
        record::check_writable(&workspace.destination(chapter, Kind::Compilers, arguments.reference))?;
    }
    let found = compare(workspace, &chapters, &compilers, &Reporter::default())?;
    let provenance = ::measure::provenance::describe_now(workspace)?;
    let sources = Sources::read(workspace)?;
    let mut table = Table::new(&[
        ("experiment", "experiment"),
        ("case", "case"),
        ("build", "build"),
        ("compiler", "compiler"),
        ("recorded", "recorded"),
        ("counted", "counted"),
    ]);
    let mut has_failed = false;
    for (chapter, compilers) in chapters.iter().zip(found) {
        for tried in &compilers.compilers {
            let changes = match &tried.changes {
                Outcome::Measured(changes) => changes,
                Outcome::Failed(reason) | Outcome::NotMeasured(reason) => {
                    has_failed = true;
                    eprintln!("warning: {}: {}: {reason}", chapter.slug, tried.rustc);
                    continue;
                }
            };
            let (compared, changed) = (changes.compared, changes.changed.len());
            eprintln!("{}: {}: {changed} of {compared} counts are others", chapter.slug, tried.rustc);
            for change in &changes.changed {
                let counted = match &change.counted {
                    Outcome::Measured(exact) => Cell::text(figures(exact)),
                    Outcome::Failed(reason) | Outcome::NotMeasured(reason) => Cell::absent(reason),
                };
                table.rows.push(vec![
                    Cell::text(&chapter.slug),
                    Cell::text(&change.case),
                    Cell::text(change.profile.to_string()),
                    Cell::text(&tried.rustc),
                    Cell::text(figures(&change.recorded)),
                    counted,
                ]);
            }
        }
        let file = workspace.destination(chapter, Kind::Compilers, arguments.reference);
        ::measure::seal(chapter, &provenance, &sources, compilers, &file)?;
        eprintln!("saved {}", shown(workspace, &file));
    }
    table::print(&table.render(arguments.format))?;
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What differs is not always the number of calls.
fn figures(exact: &Exact) -> String {
    let Exact { allocations, reallocations, requested_bytes, peak_bytes, .. } = exact;
    format!("{allocations}+{reallocations} calls, {requested_bytes} B, peak {peak_bytes} B")
}
