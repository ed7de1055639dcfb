//! `{{#directives}}`: the list of all directives, for the style page.

use super::syntax::{Context, Directive, Syntax};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "directives",
    forms: &[""],
    about: "This list.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Directives)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Directives;

impl Directive for Directives {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let item = |syntax: &&Syntax| {
            let forms: Vec<String> = syntax.written().map(|form| format!("`{form}`")).collect();
            format!("- {}: {}\n", forms.join(", "), syntax.about)
        };
        Ok(context.directives.iter().map(item).collect())
    }
}
