//! How long does a case take?
//!
//! criterion times every case under the plain system allocator: no counting allocator is in the binary.
//! The counts printed beside the times come from the chapter's test binary, built with the same settings and run afterwards.

use crate::table::Row;
use criterion::Criterion;
use declaration::{Call, Case, Experiment};
use record::program::{CASES, CELL_VARIABLE, CHAPTER, FIGURES, INSTRUCTIONS, STEPS};
use record::{CountReport, Outcome};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Benchmarks the timed cases and prints the rows `name ns/op B/op allocs/op reallocs/op`.
pub fn run(experiment: &'static Experiment) -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(CASES) => return crate::instructions::list(experiment),
        Some(INSTRUCTIONS) => return crate::instructions::run(experiment),
        Some(STEPS) => return crate::instructions::step(experiment),
        _ => {}
    }
    let home = criterion_home();
    if !std::env::args().any(|argument| argument.contains("baseline")) {
        forget_the_run_before(&home.join(experiment.slug));
    }
    let mut criterion = Criterion::default().output_directory(&home).configure_from_args();
    let timed: RefCell<Vec<Case>> = RefCell::default();
    let failed: RefCell<Vec<String>> = RefCell::default();
    let mut group = criterion.benchmark_group(experiment.slug);
    for case in experiment.cases().into_iter().filter(|case| case.untimed().is_none()) {
        // Made on the first call, so that a run of one case prepares nothing for the others.
        let mut verified: Option<Result<Call, String>> = None;
        group.bench_function(case.id(), |bencher| {
            let verified = verified.get_or_insert_with(|| {
                let mut call = case.work().into_call();
                let result = case.verify(call()).map(|()| call);
                match &result {
                    Ok(_) => timed.borrow_mut().push(case),
                    Err(error) => failed.borrow_mut().push(error.clone()),
                }
                result
            });
            match verified {
                Ok(call) => bencher.iter(call),
                // criterion wants a measurement; this one is void, and the run fails below.
                Err(_) => bencher.iter(|| ()),
            }
        });
    }
    group.finish();
    criterion.final_summary();
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    if is_bench && std::env::var_os(CELL_VARIABLE).is_none() {
        print_rows(experiment, &timed.into_inner(), &home);
    }
    let failed = failed.into_inner();
    for error in &failed {
        eprintln!("error: {error}");
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Removes what criterion would compare this run with, and replaces at its end: on a machine that does anything else it calls equal code
/// faster or slower. Who names a baseline gets the comparison.
fn forget_the_run_before(group: &Path) {
    for benchmark in std::fs::read_dir(group).into_iter().flatten().flatten() {
        // What cannot be removed is compared with.
        let _ = std::fs::remove_dir_all(benchmark.path().join("base"));
    }
}

fn print_rows(experiment: &'static Experiment, timed: &[Case], home: &Path) {
    // Another experiment than the package's own has no test program that counts.
    let is_own = std::env::var("CARGO_PKG_NAME").is_ok_and(|package| package == experiment.slug);
    if timed.is_empty() || !is_own {
        return;
    }
    let counted = counts(experiment.slug);
    let rows: Vec<Row> = timed
        .iter()
        .map(|case| Row {
            id: case.id(),
            nanoseconds: mean_nanoseconds(home, experiment.slug, &case.id()),
            figures: match &counted {
                Ok(report) => report.cases.iter().find(|counted| counted.id() == case.id()).map_or_else(
                    || Outcome::Failed("not in the report of the test binary".to_owned()),
                    |counted| counted.figures.clone(),
                ),
                Err(error) => Outcome::NotMeasured(error.clone()),
            },
        })
        .collect();
    crate::table::print(experiment.slug, &rows);
    println!("release profile, {}; times are criterion's means, of this run alone", crate::build::rustc_release());
}

/// The exact figures, from the chapter's test binary in the release profile.
fn counts(slug: &str) -> Result<CountReport, String> {
    let cargo = std::env::var_os("CARGO").ok_or("run through `cargo bench` to have counts beside the times")?;
    let output = Command::new(cargo)
        .args(["test", "--quiet", "--release", "--package", slug, "--test", CHAPTER, "--", FIGURES])
        .output()
        .map_err(|error| format!("cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("the test binary failed: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("the test binary's report: {error}"))
}

/// `CRITERION_HOME`, or `criterion` in the target directory this binary was built into.
pub fn criterion_home() -> PathBuf {
    if let Some(home) = std::env::var_os("CRITERION_HOME") {
        return home.into();
    }
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().nth(3).unwrap_or(Path::new("target")).join("criterion")
}

/// criterion's mean of the run just made; its files are undocumented, so a change of their form gives no figure, not a wrong one.
fn mean_nanoseconds(home: &Path, slug: &str, id: &str) -> Option<f64> {
    let file = home.join(slug).join(id.replace('/', "_")).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    estimates.get("mean")?.get("point_estimate")?.as_f64()
}
