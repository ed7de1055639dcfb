//! `{{#output}}`: what the chapter's tests print.

use super::syntax::{Context, Directive, Syntax, words};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "output",
    forms: &["SLUG"],
    about: "What the tests of the chapter print, folded.",
    parse: |arguments| match words(arguments)[..] {
        [slug] => Ok(Box::new(Output { slug })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct Output<'a> {
    slug: &'a str,
}

impl Directive for Output<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        Ok(block(&*context.records().output(self.slug)?))
    }
}

/// The commands and what they printed, folded: a reader who ran them has it on the terminal.
fn block(output: &record::Output) -> String {
    let text = output.text();
    // A fence is longer than any in the text.
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!(
        "<details class=\"data\"><summary>What the tests print</summary>\n\n{fence}text\n{text}{fence}\n\n</details>\n"
    )
}
