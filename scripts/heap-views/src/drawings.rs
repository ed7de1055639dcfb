//! How is a heap profile drawn?
//!
//! As SVG that stands in a page or a file of its own, in light and in dark: its colours are the book's variables, with others where there
//! is no page. There is no script and no id, so that a page may have several.

mod flame;
#[cfg(feature = "graph")]
mod graph;

pub use flame::{FlameOptions, flame};
#[cfg(feature = "graph")]
pub use graph::{GraphOptions, graph};

use crate::Sample;
use std::fmt::Write;

/// There is nothing to draw.
#[derive(Debug, thiserror::Error)]
#[error("the profile has nothing in {0}, so there is nothing to draw; choose another with --sample")]
pub struct NothingToDraw(Sample);

/// The figure to the last byte or block.
pub(crate) fn exact(figure: i64, sample: Sample) -> String {
    format!("{figure} {}", if sample.is_bytes() { "B" } else { "blocks" })
}

/// `text` for an SVG that may stand in a page: what markup, Markdown or a directive could begin with is a character reference. What is not
/// stays as it is, for those who read the file.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' | '>' | '&' | '"' | '\'' | '{' | '}' | '`' | '\\' | '*' | '_' | '[' | ']' | '#' | '!' | '~' | '|'
            | '$' => _ = write!(escaped, "&#{};", u32::from(character)),
            // XML has no way to write them.
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_directives_stay_text() {
        assert_eq!(escape("<a> & \"b\""), "&#60;a&#62; &#38; &#34;b&#34;");
        assert_eq!(escape("{{#include x}}").matches(['{', '#']).count(), 5);
        assert_eq!(escape("a\nb\u{0}"), "a\u{fffd}b\u{fffd}");
    }
}
