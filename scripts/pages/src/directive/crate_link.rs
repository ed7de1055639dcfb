//! `{{#crate}}`: a link to an experiment's crate, in a sentence.

use super::syntax::{Context, Directive, Syntax, words};
use crate::html;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "crate",
    forms: &["SLUG"],
    about: "A link to the experiment\u{2019}s crate, in a sentence.",
    parse: |arguments| match words(arguments)[..] {
        [slug] => Ok(Box::new(Crate { slug })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Crate<'a> {
    slug: &'a str,
}

impl Directive for Crate<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        context.records().experiment(self.slug)?;
        let path = html::escape(&format!("experiments/{}", self.slug));
        Ok(match &context.workbook.repository {
            Some(url) => {
                let url = html::escape(url.trim_end_matches('/'));
                format!(r#"<a href="{url}/tree/HEAD/{path}"><code>{path}</code></a>"#)
            }
            None => format!("<code>{path}</code>"),
        })
    }
}
