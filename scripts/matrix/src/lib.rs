//! How often does each case of an experiment reach the allocator, under which settings of the compiler?
//!
//! The module `program` writes a package that calls every case of the chapter's declaration, once without an allocator of its own and
//! once under `stats_alloc`. cargo builds it under each setting of its release profile, and valgrind watches it. [`make`] puts
//! together what was seen.

mod program;

use anyhow::{Context, bail};
use measure::{Progress, Sources, provenance};
use program::{Program, Seen};
use record::matrix::{Calls, Cells, Failure, Matrix, Row, Setting, Variant};
use record::program::Need;
use record::{Chapter, Temporary, Workspace};
use std::path::Path;
use std::process::Command;

/// Builds and runs the cases under each of `settings`, with `rustc` or cargo's own, and makes the matrix. It is not sealed yet.
///
/// A setting that fails is an entry with its error, and `-` in every row.
///
/// # Errors
///
/// When valgrind or `rustc` cannot be run, and when every setting fails.
pub fn make(
    workspace: &Workspace,
    experiment: &Chapter,
    rustc: Option<&Path>,
    settings: &[Setting],
    progress: &dyn Progress,
) -> anyhow::Result<Matrix> {
    if let Some(reason) = Need::Valgrind.missing() {
        bail!("{reason}: it is the witness that sees the calls of malloc");
    }
    let version = version(workspace, rustc.unwrap_or(Path::new("rustc")))?;
    let mut provenance = provenance::describe(workspace, &version.trim().replace('\n', "; "));
    for profile in [&mut provenance.debug_profile, &mut provenance.release_profile] {
        "none: cargo built the programs with each setting".clone_into(profile);
    }
    let directory = Temporary::below(&workspace.target(), "matrix")?;
    let program = Program::write(workspace, experiment, rustc, directory.path())?;

    progress.begin(&format!("{}: {} settings", experiment.slug, settings.len()), Some(settings.len() as u64));
    let mut results: Vec<Result<Vec<Seen>, String>> = Vec::new();
    for setting in settings {
        results.push(program.run(*setting).map_err(|error| format!("{error:#}")));
        progress.step(&setting.to_string());
    }
    progress.end();
    refuse_other_answers(settings, &mut results);
    provenance.load_per_mille[1] = provenance::load_per_mille();

    let failures: Vec<Failure> = settings
        .iter()
        .zip(&results)
        .filter_map(|(setting, result)| Some(Failure { setting: *setting, error: result.as_ref().err()?.clone() }))
        .collect();
    let Some(first) = results.iter().flatten().next() else {
        let first = failures.first().context("there is no setting")?;
        bail!(
            "{}: no setting could be built and run; the first, `{}`: {}",
            experiment.slug,
            first.setting,
            first.error
        );
    };
    let row = |index: usize, reading: fn(&Seen) -> Calls| {
        Row(results.iter().map(|result| result.as_ref().ok().map(|seen| reading(&seen[index]))).collect())
    };
    let variants = first.iter().enumerate().map(|(index, seen)| Variant {
        variant: seen.case.clone(),
        malloc: row(index, |seen| seen.malloc),
        counter: row(index, |seen| seen.counter),
        malloc_beside_counter: row(index, |seen| seen.malloc_beside_counter),
    });
    Ok(Matrix {
        experiment: experiment.slug.clone(),
        provenance,
        sources: Sources::read(workspace)?.of(experiment)?,
        body: Cells { settings: settings.to_vec(), variants: variants.collect(), failures },
    })
}

/// `rustc -vV`.
fn version(workspace: &Workspace, rustc: &Path) -> anyhow::Result<String> {
    let output =
        Command::new(rustc).arg("-vV").current_dir(workspace.root()).output().with_context(|| {
            format!("--rustc {}: it cannot be run; name the executable of a compiler", rustc.display())
        })?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("{} -vV failed ({}): {}; name a compiler with --rustc", rustc.display(), output.status, stderr.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} -vV", rustc.display()))
}

/// A setting under which a case answers differently from the first one has no figures worth keeping.
fn refuse_other_answers(settings: &[Setting], results: &mut [Result<Vec<Seen>, String>]) {
    let Some(first) = results.iter().position(Result::is_ok) else { return };
    let expected: Vec<u64> = results[first].iter().flatten().map(|seen| seen.answer).collect();
    for result in results {
        let Ok(seen) = result else { continue };
        if let Some((seen, answer)) = seen.iter().zip(&expected).find(|(seen, answer)| seen.answer != **answer) {
            *result = Err(format!(
                "`{}` answers {}, and {answer} under `{}`; its figures are void",
                seen.case, seen.answer, settings[first]
            ));
        }
    }
}
