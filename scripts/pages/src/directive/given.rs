//! `{{#given}}`: a number that the experiment's author chose, in a sentence.

use super::syntax::{Context, Directive, Syntax};
use crate::html;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "given",
    forms: &["NUMBER"],
    about: "A number that the experiment\u{2019}s author chose, in a sentence.",
    parse: |arguments| if arguments.is_empty() { Err(SYNTAX.usage()) } else { Ok(Box::new(Given(arguments))) },
};

#[derive(Debug)]
struct Given<'a>(&'a str);

impl Directive for Given<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, _: &mut Context<'_>) -> Result<String, String> {
        Ok(format!(r#"<span class="given">{}</span>"#, html::escape_with_code(self.0).replace(' ', "\u{a0}")))
    }
}
