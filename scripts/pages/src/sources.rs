//! What is the book made of?
//!
//! SUMMARY.md alone says which pages there are and in which order.

use crate::{Problem, markdown};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The book's directory, from the workspace root.
pub(crate) const BOOK: &str = "book";
const SRC: &str = "book/src";

/// The source of the book, as read from the disk.
#[derive(Debug)]
pub(crate) struct Sources {
    /// The workspace root.
    pub(crate) root: PathBuf,
    /// The pages that SUMMARY.md names and that exist: text by path under `book/src`, with `/` between names.
    pub(crate) pages: BTreeMap<String, String>,
    /// Title and path of these pages, in the order of SUMMARY.md.
    pub(crate) order: Vec<(String, String)>,
    /// Pages without an entry, and entries without a page.
    pub(crate) problems: Vec<Problem>,
}

impl Sources {
    /// Reads SUMMARY.md and the pages.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let src = root.join(SRC);
        let summary_file = src.join("SUMMARY.md");
        let summary = std::fs::read_to_string(&summary_file)
            .with_context(|| format!("cannot read {}; the book's source is expected there", summary_file.display()))?;
        let mut sources =
            Self { root: root.to_owned(), pages: BTreeMap::new(), order: Vec::new(), problems: Vec::new() };
        for (title, target, offset) in markdown::summary_links(&summary) {
            let problem = |message: String| Problem {
                page: name("SUMMARY.md"),
                line: markdown::line_at(&summary, offset),
                message,
            };
            if target.is_empty() {
                sources.problems.push(problem(format!("the entry \"{title}\" names no page")));
                continue;
            }
            let Some(path) = normal(Path::new(&target)) else {
                sources.problems.push(problem(format!("the page {target} is outside of {SRC}")));
                continue;
            };
            match std::fs::read_to_string(src.join(&path)) {
                Ok(text) => {
                    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                    if sources.pages.insert(path.clone(), text).is_some() {
                        sources.problems.push(problem(format!("the page {path} has a second entry; remove one")));
                    } else {
                        sources.order.push((title, path));
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    let message = format!("the entry \"{title}\" has no page; write {SRC}/{path} or remove the entry");
                    sources.problems.push(problem(message));
                }
                Err(error) => sources.problems.push(problem(format!("cannot read {SRC}/{path}: {error}"))),
            }
        }
        let mut files = Vec::new();
        markdown_files(&src, &mut files)?;
        for file in files {
            let path = file.strip_prefix(&src).ok().and_then(normal).unwrap_or_default();
            if path != "SUMMARY.md" && !sources.pages.contains_key(&path) {
                let message = "the page has no entry in SUMMARY.md; add one or remove the page".to_owned();
                sources.problems.push(Problem { page: name(&path), line: 1, message });
            }
        }
        Ok(sources)
    }
}

/// A page's path as a [`Problem`] names it.
pub(crate) fn name(path: &str) -> String {
    format!("{SRC}/{path}")
}

/// The book's source directory.
pub(crate) fn directory(root: &Path) -> PathBuf {
    root.join(SRC)
}

/// The path with `.` and `..` resolved and `/` between names; `None` when it leaves the directory it starts from.
pub(crate) fn normal(path: &Path) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                names.pop()?;
            }
            Component::Normal(name) => names.push(name.to_str()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(names.join("/"))
}

fn markdown_files(directory: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries =
        std::fs::read_dir(directory).with_context(|| format!("cannot list the directory {}", directory.display()))?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            markdown_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}
