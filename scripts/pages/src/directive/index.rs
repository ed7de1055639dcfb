//! `{{#index}}`: which call allocates? The rows of all chapters, by topic.
//!
//! A heading a topic, so that a search finds it, and below it a table. `book/theme/index.js` filters, sorts, and moves all rows to another
//! size or to debug; without script it is a plain table.

use super::calls::head;
use super::syntax::{Context, Directive, Syntax};
use crate::html::Table;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "index",
    forms: &[""],
    about: "The calls of all chapters, by topic.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Index)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Index;

impl Directive for Index {
    /// This is where a search for a call should lead.
    fn is_searched(&self) -> bool {
        true
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let chapters = &context.workbook.calls;
        let mut topics: Vec<&str> = chapters.iter().flat_map(|(_, calls)| calls.topics()).collect();
        topics.sort_unstable_by_key(|topic| topic.to_lowercase());
        topics.dedup();
        let mut out = String::new();
        for topic in topics {
            let mut table = Table::without_caption("calls", &format!("Which call allocates: {topic}"));
            head(&mut table, true);
            for (title, calls) in chapters {
                calls.add_topic(context.records(), topic, title, &mut table);
            }
            out.push_str(&format!("## {topic}\n\n<div class=\"calls index\">{}</div>\n\n", table.html()));
        }
        Ok(out)
    }
}
