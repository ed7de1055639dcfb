//! The model on the corpus, held against the compiler: against the lines that it printed, which are kept, and, where releases of Go are
//! installed, against the compiler itself.
//!
//! `KEPT=renew cargo test -p go-escape --test corpus` keeps what the installed compilers print.

#[path = "common/toolchains.rs"]
mod toolchains;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use go_escape::{Comparison, Compiler, Options, Package, Release, analyse};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The corpus in the language of a release.
fn package(release: Release) -> Package {
    let mut package = Package::read(&corpus(), release, false).unwrap_or_else(|error| panic!("{error}"));
    package.language = None;
    package
}

fn model(release: Release) -> BTreeSet<String> {
    let package = package(release);
    let analysis = analyse(&package.files, &package.dependencies, release, Options::default());
    analysis.unwrap_or_else(|error| panic!("Go {release}: {error}")).report().collect()
}

/// The kept lines of each release. A line of the file has the releases that print it, and what they print.
fn kept() -> BTreeMap<Release, BTreeSet<String>> {
    let text = std::fs::read_to_string(corpus().join("kept.txt")).unwrap_or_default();
    let mut kept: BTreeMap<Release, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        let (releases, line) = line.split_once(' ').unwrap_or_else(|| panic!("kept.txt: {line:?} has no releases"));
        let (first, last) = releases.split_once('-').unwrap_or_else(|| panic!("kept.txt: {releases:?} is no range"));
        let bound =
            |text: &str| format!("1.{text}").parse::<Release>().unwrap_or_else(|error| panic!("kept.txt: {error}"));
        for release in Release::all().filter(|release| (bound(first)..=bound(last)).contains(release)) {
            kept.entry(release).or_default().insert(line.to_owned());
        }
    }
    kept
}

fn write(reports: &BTreeMap<Release, BTreeSet<String>>) {
    let mut out = BTreeSet::new();
    let all: BTreeSet<&String> = reports.values().flatten().collect();
    for line in all {
        let mut run: Option<(Release, Release)> = None;
        let mut end = |run: Option<(Release, Release)>| {
            if let Some((first, last)) = run {
                out.insert((line.clone(), first, last));
            }
        };
        for (&release, report) in reports {
            run = match (report.contains(line), run) {
                (true, Some((first, _))) => Some((first, release)),
                (true, None) => Some((release, release)),
                (false, run) => {
                    end(run);
                    None
                }
            };
        }
        end(run);
    }
    let text: String =
        out.iter().map(|(line, first, last)| format!("{}-{} {line}\n", first.minor(), last.minor())).collect();
    std::fs::write(corpus().join("kept.txt"), text).unwrap_or_else(|error| panic!("kept.txt: {error}"));
}

fn assert_equal(what: &str, model: &BTreeSet<String>, compiler: &BTreeSet<String>) {
    let comparison = Comparison::of(model, compiler);
    let differing = || {
        let missing = comparison.missing.iter().map(|line| format!("compiler: {line}"));
        missing.chain(comparison.extra.iter().map(|line| format!("model:    {line}"))).collect::<Vec<_>>().join("\n")
    };
    assert!(model == compiler, "{what}: {:?}\n{}", comparison.total, differing());
}

#[test]
fn the_model_prints_the_lines_that_the_compiler_printed() {
    let kept = kept();
    assert_eq!(
        kept.keys().copied().collect::<Vec<_>>(),
        Release::all().collect::<Vec<_>>(),
        "lines of each release are kept"
    );
    for (release, lines) in &kept {
        assert!(lines.len() > 900, "Go {release}: only {} lines are kept", lines.len());
        assert_equal(&format!("Go {release}, kept lines"), &model(*release), lines);
    }
}

#[test]
fn the_compiler_still_prints_the_kept_lines() {
    let reports: BTreeMap<Release, BTreeSet<String>> = toolchains::all()
        .iter()
        .map(|compiler: &Compiler| {
            let report = compiler.report(&package(compiler.release)).unwrap_or_else(|error| panic!("{error}"));
            (compiler.release, report)
        })
        .collect();
    if std::env::var_os("KEPT").is_some_and(|value| value == "renew") {
        let missing: Vec<String> = Release::all().filter(|r| !reports.contains_key(r)).map(|r| r.to_string()).collect();
        assert!(missing.is_empty(), "to keep the lines, install these releases of Go as well: {}", missing.join(" "));
        write(&reports);
        return;
    }
    let kept = kept();
    for (release, report) in &reports {
        assert_equal(&format!("Go {release}, compiler and kept lines"), &kept[release], report);
    }
}

#[test]
fn the_corpus_has_enough_functions() {
    let package = package(Release::NEWEST);
    let functions: usize =
        package.files.iter().map(|file| file.text.lines().filter(|line| line.starts_with("func ")).count()).sum();
    assert!(functions >= 300, "the corpus has {functions} functions");
}
