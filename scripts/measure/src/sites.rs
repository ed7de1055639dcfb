//! Which lines of a chapter's code reach the allocator, by its compiled code?
//!
//! `experiments/<slug>/sites.json`, the site report of the experiment's library, shown on the page: the book's build compiles no experiment.
//! It names every file that was compiled, so that a file without a site is told from one that is not in the library. Of a library that is
//! more than an experiment, whose experiment is in `src/chapter/`, only that directory is in it.

use crate::{Experiment, Workspace};
use anyhow::Context;
use heap_sites::{FileReport, LineReport, Profile, Report, Request};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The file of an experiment.
pub fn file(experiment: &Experiment) -> PathBuf {
    experiment.directory.join("sites.json")
}

/// Builds the library in debug and release, where cargo builds anyway, and returns what the file must hold.
///
/// # Errors
///
/// When the library does not compile, or its objects cannot be read.
pub fn current(workspace: &Workspace, experiment: &Experiment) -> Result<Report, heap_sites::Error> {
    let request = Request {
        manifest: workspace.root().join("Cargo.toml"),
        package: Some(experiment.slug.clone()),
        in_place: true,
        ..Request::default()
    };
    let survey = heap_sites::survey(&request)?;
    let mut report = survey.report.without_frees();
    for path in survey.sources.keys() {
        if report.file(path).is_none() {
            report.files.push(FileReport { path: path.clone(), lines: Vec::new(), without_code: Vec::new() });
        }
    }
    let has_chapter = report.files.iter().any(|file| file.path.starts_with(CHAPTER));
    report.files.retain(|file| file.path.starts_with(if has_chapter { CHAPTER } else { "src/" }));
    report.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(report)
}

/// Where the experiment is in a library that is more than that.
const CHAPTER: &str = "src/chapter/";

/// Writes the file anew. Nothing is measured.
///
/// # Errors
///
/// As [`current`], or when the file cannot be written.
pub fn renew(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<()> {
    let file = file(experiment);
    let text = current(workspace, experiment)?.file_text()?;
    std::fs::write(&file, text).with_context(|| file.display().to_string())
}

/// How many lines are named before the rest is only counted: moving a function moves every line below it.
const NAMED: usize = 5;

/// In what a report that was kept differs from one made now, one sentence a line of source.
pub fn differences(recorded: &Report, current: &Report) -> Vec<String> {
    let paths: BTreeSet<&str> =
        [recorded, current].iter().flat_map(|report| &report.files).map(|file| file.path.as_str()).collect();
    let mut differences = Vec::new();
    for path in paths {
        let (then, now) = (recorded.file(path), current.file(path));
        let numbers: BTreeSet<u32> = [then, now].into_iter().flat_map(lines).map(|line| line.line).collect();
        for number in numbers {
            let [then, now] = [then, now].map(|file| lines(file).iter().find(|line| line.line == number));
            if then != now {
                differences.push(format!("{path}:{number}: {}", difference(then, now)));
            }
        }
        match [then, now].map(without_code) {
            [then, now] if then != now => {
                differences.push(format!("{path}: {then} recorded without code, {now} now"));
            }
            // A file without sites that came or went.
            _ if then.is_none() && lines(now).is_empty() => {
                differences.push(format!("{path}: compiled now, and not in the report recorded"))
            }
            _ if now.is_none() && lines(then).is_empty() => {
                differences.push(format!("{path}: in the report recorded, and no longer compiled"))
            }
            _ => {}
        }
    }
    let more = differences.len().saturating_sub(NAMED);
    if more > 1 {
        differences.truncate(NAMED);
        differences.push(format!("{more} more lines differ"));
    }
    if !differences.is_empty() && recorded.rustc != current.rustc {
        differences.push(format!("made with {}, compared with {}", recorded.rustc, current.rustc));
    }
    differences
}

fn lines(file: Option<&FileReport>) -> &[LineReport] {
    file.map(|file| file.lines.as_slice()).unwrap_or_default()
}

fn without_code(file: Option<&FileReport>) -> String {
    let names: Vec<String> = file
        .iter()
        .flat_map(|file| &file.without_code)
        .map(|function| format!("`{}` (line {})", function.name, function.line))
        .collect();
    if names.is_empty() { "no function".to_owned() } else { names.join(", ") }
}

fn difference(then: Option<&LineReport>, now: Option<&LineReport>) -> String {
    let [recorded, found] = [then, now].map(|line| {
        let messages: Vec<String> =
            line.iter().flat_map(|line| line.messages()).map(|message| message.text()).collect();
        if messages.is_empty() { "no site".to_owned() } else { messages.join("; ") }
    });
    if recorded != found {
        return format!("{recorded} recorded, {found} now");
    }
    let chains =
        |line: Option<&LineReport>, profile: Profile| line.map(|line| line.sites(profile).to_vec()).unwrap_or_default();
    let profile = [Profile::Debug, Profile::Release]
        .into_iter()
        .find(|profile| chains(then, *profile) != chains(now, *profile))
        .map_or("either build", Profile::name);
    format!("{recorded}, by another way in {profile} than the one recorded")
}

#[cfg(test)]
mod tests {
    use super::*;
    use heap_sites::{Builds, FunctionWithoutCode, SCHEMA, Site, SiteKind, Step};

    fn site(kind: SiteKind, chain: &[&str]) -> Site {
        let step = |function: &&str| Step { function: (*function).to_owned(), inlined: false };
        let chain = chain.iter().map(step).collect();
        Site { column: 5, kind, function: "a::f".to_owned(), chain, copies: 1, lost_line: false }
    }

    fn report(lines: Vec<(u32, Vec<Site>, Vec<Site>)>) -> Report {
        let line = |(line, debug, release): (u32, Vec<Site>, Vec<Site>)| {
            serde_json::from_value(serde_json::json!({ "line": line, "debug": debug, "release": release })).unwrap()
        };
        let lines = lines.into_iter().map(line).collect();
        Report {
            schema: SCHEMA,
            package: "a".to_owned(),
            target: "lib".to_owned(),
            rustc: "rustc 1".to_owned(),
            builds: Builds::default(),
            files: vec![FileReport { path: "src/a.rs".to_owned(), lines, without_code: Vec::new() }],
        }
    }

    fn boxed() -> Site {
        site(SiteKind::Heap, &["alloc::boxed::Box<T>::new"])
    }

    #[test]
    fn equal_reports_do_not_differ_whatever_compiled_them() {
        let recorded = report(vec![(3, vec![boxed()], vec![])]);
        let mut now = recorded.clone();
        assert_eq!(differences(&recorded, &now), [""; 0]);
        now.rustc = "rustc 2".to_owned();
        assert_eq!(differences(&recorded, &now), [""; 0]);
    }

    #[test]
    fn a_line_that_differs_is_named_with_both_messages() {
        let elided = report(vec![(3, vec![boxed()], vec![])]);
        let heap = report(vec![(3, vec![boxed()], vec![boxed()])]);
        let expected = "src/a.rs:3: elided: Box::new, in debug only recorded, heap: Box::new now";
        assert_eq!(differences(&elided, &heap), [expected]);
        assert_eq!(
            differences(&heap, &report(vec![])),
            ["src/a.rs:3: heap: Box::new recorded, no site now"],
            "a line that is gone"
        );
        assert_eq!(
            differences(&report(vec![]), &heap),
            ["src/a.rs:3: no site recorded, heap: Box::new now"],
            "a line that is new"
        );
        let mut other = heap.clone();
        other.rustc = "rustc 2".to_owned();
        assert_eq!(differences(&elided, &other), [expected, "made with rustc 1, compared with rustc 2"]);
    }

    #[test]
    fn another_chain_under_the_same_message_is_a_difference() {
        let direct = report(vec![(3, vec![boxed()], vec![boxed()])]);
        let longer = site(SiteKind::Heap, &["alloc::boxed::Box<T>::new", "alloc::alloc::exchange_malloc"]);
        let now = report(vec![(3, vec![boxed()], vec![longer])]);
        assert_eq!(
            differences(&direct, &now),
            ["src/a.rs:3: heap: Box::new, by another way in release than the one recorded"]
        );
    }

    #[test]
    fn a_function_that_lost_its_code_is_a_difference() {
        let recorded = report(vec![]);
        let mut now = recorded.clone();
        now.files[0].without_code.push(FunctionWithoutCode { line: 7, name: "f".to_owned() });
        assert_eq!(differences(&recorded, &now), ["src/a.rs: no function recorded without code, `f` (line 7) now"]);
    }

    #[test]
    fn a_file_without_sites_that_came_or_went_is_a_difference() {
        let with_file = report(vec![]);
        let mut without = with_file.clone();
        without.files.clear();
        assert_eq!(differences(&without, &with_file), ["src/a.rs: compiled now, and not in the report recorded"]);
        assert_eq!(differences(&with_file, &without), ["src/a.rs: in the report recorded, and no longer compiled"]);
    }

    #[test]
    fn many_lines_are_counted_after_the_first() {
        let recorded = report((1..=20).map(|line| (line, vec![boxed()], vec![])).collect());
        let found = differences(&recorded, &report(vec![]));
        assert_eq!(found.len(), NAMED + 1);
        assert_eq!(found.last().map(String::as_str), Some("15 more lines differ"));
    }
}
