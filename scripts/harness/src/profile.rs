//! Where in the source does a case allocate?
//!
//! Runs cases under dhat and writes one heap profile a case, in dhat's JSON format, version 2,
//! to `target/workbook/heap/<slug>/<case>.json`; a viewer is dhat's own `dh_view.html`.

use crate::counting;
use declaration::{Case, Experiment};
use record::Outcome;
use record::program::Profiled;
use std::path::{Path, PathBuf};

/// The most functions of a backtrace, those that were inlined not counted.
const DEPTH: usize = 64;

/// Why there are no profiles.
pub(crate) enum Error {
    /// The chapter has no case or variant of this name; the message says which there are.
    Unknown(String),
    /// A case failed, or a file could not be written.
    Failed(String),
}

/// Profiles the cases and variants named, or all cases.
pub(crate) fn profiles(experiment: &'static Experiment, names: &[String]) -> Result<Vec<Profiled>, Error> {
    let cases = experiment.cases();
    let is_named = |case: &Case, name: &String| *name == case.id() || name == case.variant.name;
    if let Some(unknown) = names.iter().find(|name| !cases.iter().any(|case| is_named(case, name))) {
        let known: Vec<&str> = experiment.variants.iter().map(|variant| variant.name).collect();
        return Err(Error::Unknown(format!(
            "`{unknown}` is no case of {}; its variants are {}",
            experiment.slug,
            known.join(", ")
        )));
    }
    let mut profiles = Vec::new();
    for case in cases.iter().filter(|case| names.is_empty() || names.iter().any(|name| is_named(case, name))) {
        // Work that is itself an instrument may be dhat, of which there is one at a time.
        if let Outcome::NotMeasured(reason) = counting::expected(case) {
            eprintln!("{}: not profiled: {reason}", case.id());
            continue;
        }
        profiles.push(Profiled { case: case.id(), file: profile(case).map_err(Error::Failed)? });
    }
    Ok(profiles)
}

fn profile(case: &Case) -> Result<PathBuf, String> {
    let file = output_directory().join(case.experiment.slug).join(format!("{}.json", case.id().replace('/', "_")));
    let directory = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    let mut work = case.work();
    case.verify(work.call())?;
    // Deep enough for the longest chain of the standard library at opt-level 0: a shorter backtrace ends before the line that asked for the block.
    let profiler = dhat::Profiler::builder().file_name(&file).trim_backtraces(Some(DEPTH)).build();
    let answer = work.call();
    drop(profiler);
    case.verify(answer)?;
    Ok(file)
}

/// `workbook/heap` in the target directory this program was built into.
fn output_directory() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).unwrap_or(Path::new("target")).join("workbook/heap")
}
