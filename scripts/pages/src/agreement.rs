//! Do crates, pages and SUMMARY.md agree?
//!
//! Every directory of `experiments/` that holds a crate has a page of the same name, SUMMARY.md names the page,
//! and the page begins with the experiment's answer, names every variant in its table of calls, and shows the provenance.
//! Every finding of a record is shown on some page.

use crate::Problem;
use crate::directive::Kind;
use crate::directive::syntax::Directive;
use crate::page::Page;
use crate::records::{self, Records};
use crate::sources::{self, Sources};
use anyhow::Context;
use std::collections::BTreeSet;
use std::path::Path;

/// Where crates, pages and SUMMARY.md disagree.
///
/// # Errors
///
/// When `experiments/` or SUMMARY.md cannot be read.
pub fn disagreements(root: &Path) -> anyhow::Result<Vec<Problem>> {
    let summary_path = root.join("book/src/SUMMARY.md");
    let summary = std::fs::read_to_string(&summary_path).with_context(|| summary_path.display().to_string())?;
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(root.join("experiments")).context("experiments")? {
        let directory = entry?.path();
        if !directory.join("Cargo.toml").is_file() {
            continue;
        }
        let slug = directory.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let page = format!("book/src/{slug}.md");
        let mut report = |page: &str, line: usize, message: String| {
            problems.push(Problem { page: page.to_owned(), line, message });
        };
        if !summary.contains(&format!("]({slug}.md)")) && !summary.contains(&format!("](./{slug}.md)")) {
            report("book/src/SUMMARY.md", 1, format!("experiments/{slug} is not named; add `- [Title]({slug}.md)`"));
        }
        match std::fs::read_to_string(root.join(&page)) {
            Err(_) => report(&page, 1, format!("missing, and experiments/{slug} is there; write the page")),
            Ok(text) => {
                let shown: Vec<(usize, &str)> = text.lines().enumerate().filter_map(provenance).collect();
                // A page may show those of others beside it, to which their figures link.
                if !shown.iter().any(|(_, shown)| *shown == slug) {
                    let (line, what) =
                        shown.first().map_or((1, "no provenance is shown".to_owned()), |(line, other)| {
                            (*line, format!("shows the provenance of `{other}` and not its own"))
                        });
                    report(&page, line, format!("{what}; end the page with `{{{{#provenance {slug}}}}}`"));
                }
            }
        }
    }
    let sources = Sources::read(root)?;
    let kept = Records::new(root);
    problems.extend(unused_findings(&sources, &kept));
    problems.extend(unanswered(&sources, &kept));
    problems.extend(without_exercises(&sources, &kept));
    problems.sort();
    Ok(problems)
}

/// The findings that no page shows: nobody would notice when they became wrong.
fn unused_findings(sources: &Sources, kept: &Records) -> Vec<Problem> {
    let mut shown: BTreeSet<(String, String)> = BTreeSet::new();
    for (path, text) in &sources.pages {
        for found in Page::new(path, text).found {
            if let Kind::Ours(directive) = &found.kind
                && let Some((slug, key)) = directive.finding()
            {
                shown.insert((slug.to_owned(), key.to_owned()));
            }
        }
    }
    let mut problems = Vec::new();
    for slug in kept.slugs() {
        // A record that is missing or cannot be read is named by those who need it.
        let Ok(record) = kept.get(&slug) else { continue };
        let file = records::shown(&slug, record::Kind::Record);
        let is_shown = |key: &str| shown.contains(&(slug.clone(), key.to_owned()));
        problems.extend(record.findings.iter().filter(|finding| !is_shown(&finding.key)).map(|finding| Problem {
            page: file.clone(),
            line: 1,
            message: format!(
                "no page shows the finding `{}`; show it with `{{{{#finding {slug} {}}}}}`, or stop establishing it and measure again",
                finding.key, finding.key
            ),
        }));
    }
    problems
}

/// The chapters whose page does not begin with its answer, and the variants that are in no table of calls.
fn unanswered(sources: &Sources, kept: &Records) -> Vec<Problem> {
    let mut problems = Vec::new();
    for slug in kept.slugs() {
        let path = format!("{slug}.md");
        let (Some(text), Ok(record)) = (sources.pages.get(&path), kept.get(&slug)) else { continue };
        let mut report = |message: String| problems.push(Problem { page: sources::name(&path), line: 1, message });
        let start = text.split("\n## ").next().unwrap_or_default();
        if !(start.contains("<div class=\"answer\">")
            && ["answer", "finding", "memory"].iter().any(|figures| start.contains(&format!("{{{{#{figures} {slug}"))))
        {
            report(format!(
                "the page does not begin with its answer: before the first section belongs a <div class=\"answer\"> with `{{{{#answer {slug} ...}}}}`, or with `finding` or `memory` where no case answers"
            ));
        }
        let page = Page::new(&path, text);
        let missing = page.ours().filter_map(Directive::calls).find(|calls| calls.slug == slug);
        match missing.map(|calls| calls.missing(&record)) {
            None => report(format!("the page does not say what to take; add `{{{{#calls {slug} ...}}}}`")),
            Some(missing) if !missing.is_empty() => {
                report(format!("these variants are in no row of `{{{{#calls {slug}}}}}`: {}", missing.join(", ")));
            }
            Some(_) => {}
        }
    }
    problems
}

/// The chapters that have too few exercises, or whose page does not show them.
fn without_exercises(sources: &Sources, kept: &Records) -> Vec<Problem> {
    /// How many a chapter has at least.
    const FEWEST: usize = 2;
    let mut problems = Vec::new();
    for slug in kept.slugs() {
        let path = format!("{slug}.md");
        let (Some(text), Ok(_)) = (sources.pages.get(&path), kept.get(&slug)) else { continue };
        let mut report = |message: String| problems.push(Problem { page: sources::name(&path), line: 1, message });
        match kept.exercises(&slug) {
            Err(error) => report(error),
            Ok(exercises) if exercises.len() < FEWEST => report(format!(
                "the chapter has {} of {FEWEST} exercises; make one: cargo workbook new {slug} --exercise NAME",
                exercises.len()
            )),
            Ok(_) => {}
        }
        let page = Page::new(&path, text);
        if !page.ours().any(|ours| ours.exercises() == Some(slug.as_str())) {
            report(format!("the page does not show the chapter's exercises; end it with `{{{{#exercises {slug}}}}}`"));
        }
    }
    problems
}

/// The line, counted from 1, and the slug of a provenance directive.
fn provenance((index, line): (usize, &str)) -> Option<(usize, &str)> {
    let slug = line.trim().strip_prefix("{{#provenance ")?.strip_suffix("}}")?;
    Some((index + 1, slug.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        root
    }

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        let root = workspace(files);
        disagreements(root.path()).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_crate_a_page_and_a_line_agree() {
        let files = [
            ("experiments/a-b/Cargo.toml", ""),
            ("experiments/notes.txt", ""),
            ("book/src/a-b.md", "# A\n\n{{#provenance c}}\n\n{{#provenance a-b}}\n"),
            ("book/src/SUMMARY.md", "- [A](a-b.md)\n"),
        ];
        assert!(messages(&files).is_empty());
    }

    #[test]
    fn a_crate_without_page_or_line_is_found() {
        let found = messages(&[("experiments/a-b/Cargo.toml", ""), ("book/src/SUMMARY.md", "")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("book/src/SUMMARY.md:1: experiments/a-b is not named"));
        assert!(found[1].starts_with("book/src/a-b.md:1: missing"));
    }

    #[test]
    fn a_page_that_shows_another_record_is_found() {
        let files = [
            ("experiments/a/Cargo.toml", ""),
            ("book/src/a.md", "# A\n{{#provenance b}}\n"),
            ("book/src/SUMMARY.md", "- [A](a.md)\n"),
        ];
        let found = messages(&files);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("book/src/a.md:2: shows the provenance of `b`"));
    }
}
