//! `{{#why}}`: the steps from the line that has a text in it to the allocator.

use super::syntax::{Context, Directive, Syntax, words};
use crate::listing;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "why",
    forms: &["SLUG FILE | TEXT OF THE LINE"],
    about: "The steps from a line to the allocator.",
    // The text of a line may have any character, bars too.
    parse: |arguments| match arguments.split_once('|').map(|(head, text)| (words(head), text.trim())) {
        Some((head, text)) if !text.is_empty() => match head[..] {
            [slug, file] => Ok(Box::new(Why { slug, file, text })),
            _ => Err(SYNTAX.usage()),
        },
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Why<'a> {
    slug: &'a str,
    file: &'a str,
    text: &'a str,
}

impl Directive for Why<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        listing::why(context.records(), self.slug, self.file, self.text)
    }
}
