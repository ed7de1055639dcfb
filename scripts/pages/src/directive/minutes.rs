//! `{{#minutes}}`: how long a page takes to read, in a sentence.
//!
//! Listings, tables and drawings are not words of prose, and take their reader longer or not at all.

use super::syntax::{Context, Directive, Syntax, words};
use crate::markdown;
use crate::page::Page;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "minutes",
    forms: &["PAGE.md"],
    about: "The minutes that a page takes to read: its words of prose at 200 a minute, and a minute for each prediction.",
    parse: |arguments| match words(arguments)[..] {
        [page] => Ok(Box::new(Minutes { page })),
        _ => Err(SYNTAX.usage()),
    },
};

const WORDS_A_MINUTE: usize = 200;

#[derive(Debug)]
struct Minutes<'a> {
    page: &'a str,
}

impl Directive for Minutes<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let pages = &context.workbook.pages;
        let text = pages.get(self.page).ok_or_else(|| {
            let known = crate::suggest::nearest(self.page, pages.keys().map(String::as_str));
            format!("there is no page `{}`{known}", self.page)
        })?;
        Ok(minutes(&Page::new(self.page, text)).to_string())
    }
}

fn minutes(page: &Page<'_>) -> usize {
    let prose = markdown::prose(&page.without_directives());
    let words: usize = prose.iter().map(|block| block.text.split_whitespace().count()).sum();
    let predictions = page.found.iter().filter(|found| page.text[found.span.clone()].starts_with("{{#predict")).count();
    words.div_ceil(WORDS_A_MINUTE) + predictions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_predictions_take_time_and_code_takes_none() {
        let of = |text: &str| minutes(&Page::new("p.md", text));
        assert_eq!(of("# Title\n\nword\n"), 1);
        let prose = "word ".repeat(1_200);
        assert_eq!(of(&prose), 6);
        assert_eq!(of(&format!("```text\n{prose}\n```\n")), 0);
        let question = "{{#predict s v release allocations | How many? | 0 | 1}}\n\n";
        assert_eq!(of(&question.repeat(3)), 4);
    }
}
