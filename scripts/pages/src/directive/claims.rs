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
            format!("## [{}]({path})\n\n{}\n\n", html::escape_with_code(title), rows.trim())
        };
        Ok(chapters.iter().map(section).collect())
    }
}
