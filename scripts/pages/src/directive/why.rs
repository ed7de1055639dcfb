//! `{{#why}}`: the steps from the line that has a text in it to the allocator.

use super::syntax::{Context, Directive, Syntax, words};
use crate::listing;
use crate::records::Records;
use record::Shown;
use std::collections::BTreeMap;

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
    fn add_shown(&self, _: &Records, shown: &mut BTreeMap<String, Shown>) {
        let listings = &mut shown.entry(self.slug.to_owned()).or_default().listings;
        listings.entry(format!("src/{}", self.file)).or_default().insert(self.text.to_owned());
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        listing::why(context.records(), self.slug, self.file, self.text)
    }
}
