//! `{{#index}}`: which call allocates? The rows of all chapters, by topic.
//!
//! A heading a topic, so that a search finds it, and below it a table: the calls of each chapter below a link to it. `book/theme/index.js`
//! filters, sorts, moves all rows to another size or to debug, and adds bytes and instructions; without script it is a plain table. What the
//! rows say then is in a file of its own, so that the page stays small.

use super::calls;
use super::syntax::{Context, Directive, Syntax};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "index",
    forms: &[""],
    about: "The calls of all chapters, by topic.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Index)) } else { Err(SYNTAX.usage()) },
};

/// The file beside the records with what the rows say at other sizes, in debug and in further columns. It is a script, because a page that was opened from a disk may load
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
            let mut table = calls::of_topic(topic);
            for (title, of_chapter) in chapters {
                of_chapter.add_topic(context.records(), topic, title, &mut table, &mut others);
            }
            out.push_str(&format!("## {topic}\n\n<div class=\"calls index\">{}</div>\n\n", table.html()));
        }
        let file =
            format!("window.callsOthers = {};\n", serde_json::to_string(&others).map_err(|error| error.to_string())?);
        context.published.insert(OTHERS.to_owned(), file.into_bytes());
        Ok(out)
    }
}
