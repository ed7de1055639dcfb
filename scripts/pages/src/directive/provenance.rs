//! `{{#provenance}}`: how, where and with what the figures of a record were measured.

use super::syntax::{Context, Directive, Origin, Syntax, words};
use crate::provenance;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "provenance",
    forms: &["SLUG"],
    about: "How, where and with what the figures were measured; tables, charts and predictions link to it.",
    parse: |arguments| match words(arguments)[..] {
        [slug] => Ok(Box::new(Provenance { slug })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Provenance<'a> {
    slug: &'a str,
}

impl Directive for Provenance<'_> {
    fn origin(&self) -> Option<Origin> {
        Some(Origin::Record(self.slug.to_owned()))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        Ok(provenance::block(&*context.records().get(self.slug)?, context.provenance(self.slug)?))
    }
}
