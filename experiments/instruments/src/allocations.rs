//! The test binary of a chapter: every case is a test, and the run ends with the table.
//!
//! `cargo test -p boxed-return boxed` runs the tests whose names contain `boxed`; a test is named by its case's id.
//! Two tests are not cases: `declaration` (the declaration is consistent) and `malloc` (the platform's own malloc, seen by valgrind,
//! is called as often as the gate says).

use crate::table::Row;
use crate::{Experiment, build, counting, witness};
use libtest_mimic::{Arguments, Failed, Trial};
use record::{Kind, Outcome, Record};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// Prints the [`record::CountReport`] as JSON instead of testing.
pub const FIGURES_FLAG: &str = "--figures";

/// Runs the tests. `manifest_dir` is the chapter's `CARGO_MANIFEST_DIR`, where its reference record is.
pub fn run(experiment: &'static Experiment, manifest_dir: &str) -> ExitCode {
    let flag = std::env::args().nth(1);
    if flag.as_deref() == Some(FIGURES_FLAG) {
        return print_report(experiment);
    }
    if flag.as_deref() == Some(witness::CHILD_FLAG) {
        return witness::run_child(experiment);
    }
    let arguments = Arguments::from_args();
    let recorded_with = recorded_with(Path::new(manifest_dir), experiment.slug);
    let rows: Arc<Mutex<Vec<(usize, Row)>>> = Arc::default();
    let mut tests = vec![
        Trial::test("declaration", move || match experiment.problems() {
            problems if problems.is_empty() => Ok(()),
            problems => Err(Failed::from(problems.join("\n"))),
        }),
        Trial::test("malloc", move || witness::compare(experiment).map_err(Failed::from)),
    ];
    for (index, case) in experiment.cases().into_iter().enumerate() {
        let (rows, recorded_with) = (Arc::clone(&rows), recorded_with.clone());
        tests.push(Trial::test(case.id(), move || {
            let outcome = counting::check(&case, &recorded_with);
            let figures = outcome.clone().unwrap_or_else(Outcome::Failed);
            let row = Row { id: case.id(), nanoseconds: None, figures };
            rows.lock().unwrap_or_else(PoisonError::into_inner).push((index, row));
            outcome.map(|_| ()).map_err(Failed::from)
        }));
    }
    let conclusion = libtest_mimic::run(&arguments, tests);
    let mut rows = std::mem::take(&mut *rows.lock().unwrap_or_else(PoisonError::into_inner));
    rows.sort_by_key(|(index, _)| *index);
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    if !rows.is_empty() {
        crate::table::print(experiment.slug, &rows);
        println!("{} profile, {}", build::profile(), build::rustc_release());
    }
    conclusion.exit_code()
}

fn print_report(experiment: &'static Experiment) -> ExitCode {
    match serde_json::to_string(&counting::report(experiment)) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The first line of the rustc version in the reference record, or why there is no record.
fn recorded_with(manifest_dir: &Path, slug: &str) -> Result<String, String> {
    Record::read(&Kind::Record.in_chapter(manifest_dir), slug)
        .map(|record| record.provenance.compiler().to_owned())
        .map_err(|error| error.to_string())
}
