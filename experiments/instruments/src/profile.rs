//! Where in the source does a case allocate?
//!
//! Runs cases under dhat and writes one heap profile a case, in dhat's JSON format, version 2,
//! to `target/workbook/heap/<slug>/<case>.json`; a viewer is dhat's own `dh_view.html`.

use crate::{Case, Experiment, counting};
use record::Outcome;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The most functions of a backtrace, those that were inlined not counted.
const DEPTH: usize = 64;

/// Profiles the cases named on the command line, or all of them. Exit 2 when a name is unknown.
pub fn run(experiment: &'static Experiment) -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let cases = experiment.cases();
    let is_named = |case: &Case, name: &String| *name == case.id() || name == case.variant.name;
    if let Some(unknown) = names.iter().find(|name| !cases.iter().any(|case| is_named(case, name))) {
        let known: Vec<&str> = experiment.variants.iter().map(|variant| variant.name).collect();
        eprintln!("error: `{unknown}` is no case of {}; its variants are {}", experiment.slug, known.join(", "));
        return ExitCode::from(2);
    }
    let chosen = cases.iter().filter(|case| names.is_empty() || names.iter().any(|name| is_named(case, name)));
    for case in chosen {
        // Work that is itself an instrument may be dhat, of which there is one at a time.
        if let Outcome::NotMeasured(reason) = counting::expected(case) {
            eprintln!("{}: not profiled: {reason}", case.id());
            continue;
        }
        match profile(case) {
            Ok(file) => println!("{}: {}", case.id(), file.display()),
            Err(error) => {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
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

/// `workbook/heap` in the target directory this binary was built into.
fn output_directory() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).unwrap_or(Path::new("target")).join("workbook/heap")
}
