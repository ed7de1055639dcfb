//! `{{#sites}}`: a listing with what the compiled code of each line does; of the whole file without an anchor.

use super::syntax::{Context, Directive, Syntax, words};
use crate::listing;
use crate::records::Records;
use record::Shown;
use std::collections::BTreeMap;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "sites",
    forms: &["SLUG FILE[:ANCHOR]"],
    about: "A listing, with what the compiled code of each line asks of the allocator.",
    parse: |arguments| match words(arguments)[..] {
        [slug, place] => match place.split_once(':') {
            None => Ok(Box::new(Sites { slug, file: place, anchor: None })),
            Some((file, anchor)) if !file.is_empty() && !anchor.is_empty() => {
                Ok(Box::new(Sites { slug, file, anchor: Some(anchor) }))
            }
            Some(_) => Err(SYNTAX.usage()),
        },
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Sites<'a> {
    slug: &'a str,
    file: &'a str,
    anchor: Option<&'a str>,
}

impl Directive for Sites<'_> {
    fn add_shown(&self, _: &Records, shown: &mut BTreeMap<String, Shown>) {
        let listings = &mut shown.entry(self.slug.to_owned()).or_default().listings;
        listings.entry(format!("src/{}", self.file)).or_default();
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        listing::sites(context.records(), self.slug, self.file, self.anchor)
    }
}
