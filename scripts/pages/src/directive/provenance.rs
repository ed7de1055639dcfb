//! `{{#provenance}}`: how, where and with what the figures of a record were measured.

use super::syntax::{Context, Directive, Origin, Syntax, words};
use crate::{provenance, published, yours};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "provenance",
    forms: &["SLUG"],
    about: "How, where and with what the figures were measured, with the record to download; tables, charts and predictions link to it. On the chapter\u{2019}s own page the reader\u{2019}s record can be compared below it.",
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
        let slug = self.slug;
        let record = context.records().get(slug)?;
        let to_root = context.to_root();
        let links = context.records().kept(slug).into_iter().map(|kind| published::link(&to_root, slug, kind));
        let block = provenance::block(&record, context.provenance(slug)?, &links.collect::<Vec<_>>());
        // The chapter's own page, of which there is one, is the place to compare.
        Ok(if context.is_page_of(slug) { format!("{block}\n\n{}", yours::section(&record)) } else { block })
    }
}
