//! Does everything a page points to exist?
//!
//! Includes and their anchors, links to other pages and files of the book, and `#anchors` of pages.
//! Links to other hosts are not followed.

use crate::directive::Kind;
use crate::page::Page;
use crate::{Problem, markdown, regions, sources};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// The problems with a page's includes.
pub(crate) fn includes(root: &Path, page: &Page<'_>, problems: &mut Vec<Problem>) {
    for found in &page.found {
        if let Kind::OfMdbook { name: name @ ("include" | "rustdoc_include"), arguments, in_code } = found.kind
            && let Err(message) = include(root, page.path, name, arguments, in_code)
        {
            problems.push(page.problem(found.span.start, message));
        }
    }
}

fn include(root: &Path, page: &str, name: &str, arguments: &str, in_code: bool) -> Result<(), String> {
    if !in_code {
        return Err(format!("`{{{{#{name}}}}}` stands outside of code; put it in a fenced code block"));
    }
    let target = arguments.split_whitespace().next().ok_or_else(|| format!("`{{{{#{name}}}}}` names no file"))?;
    let (path, part) = target.split_once(':').unwrap_or((target, ""));
    let directory = Path::new(&sources::name(page)).parent().map(|directory| directory.join(path)).unwrap_or_default();
    let file =
        sources::normal(&directory).ok_or_else(|| format!("the included file {path} is outside of the workspace"))?;
    let text = std::fs::read_to_string(root.join(&file))
        .map_err(|error| format!("the included file {file} cannot be read: {error}"))?;
    // As mdBook reads it: what is no line number is an anchor.
    let first = part.split(':').next().unwrap_or(part);
    let included = if first.is_empty() || first.parse::<usize>().is_ok() {
        lines(&text, part)
    } else {
        regions::text(&text, first).map_err(|what| format!("{file} has {what}"))?
    };
    if included.trim().is_empty() {
        return Err(format!("{target} includes nothing but white space"));
    }
    if included.contains("{{#") {
        return Err(format!("{target} contains `{{{{#`; directives in included text are not supported"));
    }
    Ok(())
}

/// The lines `first:last`, either of which may be missing; one line when there is no colon.
fn lines(text: &str, part: &str) -> String {
    let (first, last) = part.split_once(':').unwrap_or((part, part));
    let first = first.parse::<usize>().unwrap_or(1).max(1);
    let last = last.parse::<usize>().unwrap_or(usize::MAX);
    text.lines().skip(first - 1).take(last.saturating_sub(first - 1)).collect::<Vec<_>>().join("\n")
}

/// What can be linked to.
pub(crate) struct Targets {
    /// The ids of each page.
    pub(crate) ids: BTreeMap<String, HashSet<String>>,
}

impl Targets {
    /// The problems with a page's links.
    pub(crate) fn check(&self, root: &Path, page: &Page<'_>, problems: &mut Vec<Problem>) {
        let text = page.without_directives();
        for link in markdown::links(&text) {
            if let Err(message) = self.link(root, page.path, &link.target) {
                problems.push(page.problem(link.offset, message));
            }
        }
        for block in markdown::prose(&text) {
            for (offset, _) in block.text.match_indices("][") {
                let message = "a link names a reference that the page does not define".to_owned();
                problems.push(page.problem(block.source_offset(offset), message));
            }
        }
    }

    fn link(&self, root: &Path, page: &str, target: &str) -> Result<(), String> {
        if leads_away(target) {
            return Ok(());
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        let linked = if path.is_empty() {
            page.to_owned()
        } else {
            let from = Path::new(page).parent().unwrap_or(Path::new(""));
            let outside = || format!("the link {target} leaves the book; for a crate write {{{{#crate SLUG}}}}");
            sources::normal(&from.join(path)).ok_or_else(outside)?
        };
        let linked_page =
            linked.strip_suffix(".html").map(|stem| format!("{stem}.md")).unwrap_or_else(|| linked.clone());
        let Some(ids) = self.ids.get(&linked_page) else {
            let file = sources::directory(root).join(&linked);
            return if linked.ends_with(".md") && file.is_file() {
                Err(format!("the link {target} leads to a page that has no entry in SUMMARY.md"))
            } else if file.is_file() {
                Ok(())
            } else {
                Err(format!("the link {target} leads nowhere: there is no {}", sources::name(&linked)))
            };
        };
        match anchor {
            Some(anchor) if !anchor.is_empty() && !ids.contains(anchor) => {
                let known = crate::suggest::nearest(anchor, ids.iter().map(String::as_str));
                Err(format!(
                    "the link {target} leads nowhere: {} has no id `{anchor}`{known}",
                    sources::name(&linked_page)
                ))
            }
            _ => Ok(()),
        }
    }
}

/// Whether a link has a scheme or names a host.
fn leads_away(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
    };
    target.starts_with("//") || scheme.is_some_and(is_scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ranges_are_cut_as_mdbook_cuts_them() {
        let text = "1\n2\n3\n4";
        for (part, expected) in [("", text), ("2", "2"), ("2:3", "2\n3"), (":2", "1\n2"), ("3:", "3\n4"), ("9", "")] {
            assert_eq!(lines(text, part), expected, "{part}");
        }
    }

    #[test]
    fn links_to_other_hosts_are_left_alone() {
        assert!(leads_away("https://doc.rust-lang.org/std"));
        assert!(leads_away("mailto:a@b"));
        assert!(!leads_away("a.md#b:c"));
        assert!(!leads_away("#a"));
    }
}
