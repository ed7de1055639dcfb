//! `{{#index}}`: which call allocates? The rows of all chapters, by topic.
//!
//! A heading a topic, so that a search finds it, and below it a table. `book/theme/index.js` filters, sorts, and moves all rows to another
//! size or to debug; without script it is a plain table. What the rows say then is in a file of its own, so that the page stays small.

use super::calls::head;
use super::syntax::{Context, Directive, Syntax};
use crate::html::Table;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "index",
    forms: &[""],
    about: "The calls of all chapters, by topic.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Index)) } else { Err(SYNTAX.usage()) },
};

/// The file beside the records with the figures at other sizes and in debug. It is a script, because a page that was opened from a disk may load
/// scripts, and nothing else.
const OTHERS: &str = "calls.js";

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
        let mut others = Vec::new();
        for topic in topics {
            let mut table = Table::without_caption("calls", &format!("Which call allocates: {topic}"));
            head(&mut table, true);
            for (title, calls) in chapters {
                calls.add_topic(context.records(), topic, title, &mut table, &mut others);
            }
            out.push_str(&format!("## {topic}\n\n<div class=\"calls index\">{}</div>\n\n", table.html()));
        }
        let file =
            format!("window.callsOthers = {};\n", serde_json::to_string(&others).map_err(|error| error.to_string())?);
        context.published.insert(OTHERS.to_owned(), file.into_bytes());
        Ok(out)
    }
}
