//! How often does each variant of an experiment reach the allocator, under every setting of the compiler?
//!
//! [`snippets`] finds the files of the variants, which use the standard library alone. [`program`] writes two programs that call each
//! of them, one that declares no allocator and one that declares `stats_alloc`. [`build`] compiles both with plain rustc, with the
//! flags that cargo would give, and runs them under valgrind. [`make`] does so for every setting, on all processors.

pub mod snippets;
pub mod program;
pub mod build;

use anyhow::{Context, bail};
use measure::scratch::Scratch;
use measure::{Chapter, Progress, Sources, Workspace, provenance};
use record::matrix::{Cells, Failure, Matrix, Row, Setting, Variant};
use snippets::Snippets;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Builds and runs the variants under each of `settings`, with `rustc`, and makes the matrix. It is not sealed yet.
///
/// A setting that fails is an entry with its error, and `-` in every row.
///
/// # Errors
///
/// When valgrind or `rustc` cannot be run, when the sources cannot be read, and when every setting fails.
pub fn make(
    workspace: &Workspace,
    experiment: &Chapter,
    snippets: &Snippets,
    rustc: &Path,
    settings: &[Setting],
    progress: &dyn Progress,
) -> anyhow::Result<Matrix> {
    if !malloc_trace::is_available() {
        bail!("valgrind is not on PATH; install it: it is the witness that sees the calls of malloc");
    }
    let version = version(workspace, rustc)?;
    let mut provenance = provenance::describe(workspace, &version.trim().replace('\n', "; "));
    for profile in [&mut provenance.debug_profile, &mut provenance.release_profile] {
        "none: rustc was called with each setting".clone_into(profile);
    }
    let directory = Scratch::new(workspace)?;
    let counter = build::Counter::find(workspace)?;
    program::write(directory.path(), snippets)?;
    let recipe = build::Recipe { root: workspace.root(), rustc, directory: directory.path(), counter: &counter };

    let title = format!("{}: {} settings", experiment.slug, settings.len());
    progress.begin(&title, Some(settings.len() as u64));
    let mut results: Vec<Result<Vec<build::Seen>, String>> = vec![Err(String::new()); settings.len()];
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (sender, next, recipe) = (sender.clone(), &next, &recipe);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(setting) = settings.get(index) else { break };
                    let seen = recipe.run(*setting, &snippets.names());
                    // Nobody listens any more when the receiver's thread has panicked.
                    let _ = sender.send((index, seen));
                }
            });
        }
        drop(sender);
        for (index, seen) in receiver {
            progress.step(&settings[index].to_string());
            results[index] = seen.map_err(|error| format!("{error:#}"));
        }
    });
    progress.end();
    refuse_other_answers(settings, snippets, &mut results);
    provenance.load_per_mille[1] = provenance::load_per_mille();

    let failures: Vec<Failure> = settings
        .iter()
        .zip(&results)
        .filter_map(|(setting, result)| Some(Failure { setting: *setting, error: result.as_ref().err()?.clone() }))
        .collect();
    if let Some(first) = failures.first().filter(|_| failures.len() == settings.len()) {
        bail!(
            "{}: no setting could be built and run with {}; the first, `{}`: {}",
            experiment.slug,
            rustc.display(),
            first.setting,
            first.error
        );
    }
    let row = |variant: usize, reading: fn(&build::Seen) -> record::matrix::Calls| {
        Row(results.iter().map(|result| result.as_ref().ok().map(|seen| reading(&seen[variant]))).collect())
    };
    let variants = snippets.names().into_iter().enumerate().map(|(index, name)| Variant {
        variant: name.to_owned(),
        malloc: row(index, |seen| seen.malloc),
        counter: row(index, |seen| seen.counter),
        malloc_beside_counter: row(index, |seen| seen.malloc_beside_counter),
    });
    Ok(Matrix {
        experiment: experiment.slug.clone(),
        provenance,
        sources: Sources::read(workspace)?.of(experiment)?,
        body: Cells { settings: settings.to_vec(), failures, variants: variants.collect() },
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

/// A setting under which a variant answers otherwise than under the first one has no figures worth keeping.
fn refuse_other_answers(settings: &[Setting], snippets: &Snippets, results: &mut [Result<Vec<build::Seen>, String>]) {
    let Some(first) = results.iter().position(Result::is_ok) else { return };
    let expected: Vec<u64> = results[first].iter().flatten().map(|seen| seen.answer).collect();
    for result in results {
        let Ok(seen) = result else { continue };
        let other =
            snippets.names().into_iter().zip(seen).zip(&expected).find(|((_, seen), answer)| seen.answer != **answer);
        if let Some(((name, seen), answer)) = other {
            *result = Err(format!(
                "`{name}` answers {}, and {answer} under `{}`; its figures are void",
                seen.answer, settings[first]
            ));
        }
    }
}
