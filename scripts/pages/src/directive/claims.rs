//! `{{#claims}}`: what was claimed in public, and what came out. The rows of all chapters, each below its chapter's title.
//!
//! A chapter writes its rows as a table below the heading [`HEADING`], beside the figures that they rest on; `site` reads them from there.

use super::syntax::{Context, Directive, Syntax};
use crate::html;

/// The heading of a chapter's rows.
pub(crate) const HEADING: &str = "## Claims, re-tested";

pub(super) static SYNTAX: Syntax = Syntax {
    name: "claims",
    forms: &[""],
    about: "What stands in each chapter below the heading *Claims, re-tested*, by chapter.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Claims)) } else { Err(SYNTAX.usage()) },
};

/// The rows without the fold that a long page puts them into.
fn unfolded(rows: &str) -> String {
    let is_fold = |line: &&str| ["<details>", "</details>", "<summary>"].iter().any(|tag| line.starts_with(tag));
    rows.lines().filter(|line| !is_fold(line)).map(|line| format!("{line}\n")).collect()
}

#[derive(Debug)]
struct Claims;

impl Directive for Claims {
    /// Who searches for the words of a claim is led to what became of it.
    fn is_searched(&self) -> bool {
        true
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let chapters = &context.workbook.claims;
        if chapters.is_empty() {
            return Err(format!("no page has the heading `{HEADING}`"));
        }
        let section = |(title, path, rows): &(String, String, String)| {
            let title = html::escape_with_code(title);
            format!(
                "## {title}\n\nThe chapter is [{title}]({path}).\n\n<div class=\"claims\">\n\n{}\n\n</div>\n\n",
                unfolded(rows).trim()
            )
        };
        Ok(chapters.iter().map(section).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fold_is_taken_off_and_the_rows_stay() {
        let folded = "<details>\n<summary>Two claims</summary>\n\n| a |\n|---|\n| b |\n\n</details>\n";
        assert_eq!(unfolded(folded).trim(), "| a |\n|---|\n| b |");
    }
}
