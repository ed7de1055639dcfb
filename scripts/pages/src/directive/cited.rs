//! `{{#cited}}`: a number taken from a source, in a sentence. The page lists its sources at its end.

use super::syntax::{Context, Directive, Syntax};
use crate::html;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "cited",
    forms: &["NUMBER | SOURCE"],
    about: "A number taken from a named source, in a sentence.",
    parse: |arguments| match arguments.split_once('|').map(|(number, source)| (number.trim(), source.trim())) {
        Some((number, source)) if !number.is_empty() && !source.is_empty() => Ok(Box::new(Cited { number, source })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Cited<'a> {
    number: &'a str,
    source: &'a str,
}

impl Directive for Cited<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        context.cited.push((self.number.to_owned(), self.source.to_owned()));
        let index = context.cited.len();
        let number = html::escape_with_code(self.number).replace(' ', "\u{a0}");
        Ok(format!(
            r##"<span class="cited" title="{}">{number}<sup><a id="cited-at-{index}" href="#cited-{index}" aria-label="source {index}">†{index}</a></sup></span>"##,
            html::escape(self.source)
        ))
    }
}

/// The list of sources that ends a page with cited numbers.
pub(crate) fn sources(cited: &[(String, String)]) -> String {
    if cited.is_empty() {
        return String::new();
    }
    let mut out =
        String::from("\n\n<div class=\"cited-sources\"><p>Numbers taken from a source, not measured here:</p><ul>");
    for (index, (number, source)) in (1..).zip(cited) {
        let _ = write!(
            out,
            r##"<li id="cited-{index}">†{index} {}: {} <a href="#cited-at-{index}" aria-label="back to the text, source {index}">↩</a></li>"##,
            html::escape_with_code(number),
            source_text(source)
        );
    }
    out + "</ul></div>\n"
}

/// The source as text, its address as a link where it is one.
fn source_text(source: &str) -> String {
    let text = html::escape_with_code(source);
    if source.starts_with("https://") && !source.contains(char::is_whitespace) {
        format!(r#"<a href="{}">{text}</a>"#, html::escape(source))
    } else {
        text
    }
}
