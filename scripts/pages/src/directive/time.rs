//! `{{#time}}`: the verdict on a case's time, and its ratio, in a sentence.

use super::figure::{Figure, Measurement};
use super::syntax::{Context, Directive, Syntax, words};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "time",
    forms: &["SLUG CASE"],
    about: "The verdict on a case\u{2019}s time against its baseline, with the ratio behind it, in a sentence.",
    parse: |arguments| match words(arguments)[..] {
        [slug, case] => Ok(Box::new(Time { slug, case })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Time<'a> {
    slug: &'a str,
    case: &'a str,
}

impl Directive for Time<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let figure = |field| {
            let Self { slug, case } = *self;
            Figure { slug, case, profile: Measurement::Time, field, words: false }.inline(context.records())
        };
        Ok(format!("{} ({})", figure("verdict")?, figure("ratio")?))
    }
}
