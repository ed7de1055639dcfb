//! Which words of a page lead to the glossary?
//!
//! A term of `book/src/glossary.md` names in a comment how other pages write it: `record <!-- linked: the record, the records -->`.
//! Where one of these first stands in the running text of a page, it becomes a link to the term. A term without the comment, because
//! its word means other things too, is linked to by hand.

use crate::markdown;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The page, under `book/src`.
const PAGE: &str = "glossary.md";

/// The terms that pages are linked to.
#[derive(Debug, Default)]
pub(crate) struct Glossary {
    /// The id of a term by what is linked to it, in small letters.
    ids: BTreeMap<String, String>,
    /// Finds each of them, the longest first; nothing where there are none.
    words: Option<Regex>,
}

impl Glossary {
    /// The glossary among the pages; an empty one where there is none.
    pub(crate) fn among(pages: &BTreeMap<String, String>) -> Self {
        pages.get(PAGE).map_or_else(Self::default, |text| Self::read(text))
    }

    fn read(text: &str) -> Self {
        let mut ids = BTreeMap::new();
        for title in markdown::titles(text) {
            let forms = title.html.iter().filter_map(|html| html.strip_prefix("<!-- linked:")?.strip_suffix("-->"));
            for form in forms.flat_map(|forms| forms.split(',')) {
                ids.insert(form.trim().to_lowercase(), title.id.clone());
            }
        }
        let mut forms: Vec<String> = ids.keys().map(|form| regex::escape(form)).collect();
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let words = Regex::new(&format!("(?i){}", forms.join("|"))).ok().filter(|_| !forms.is_empty());
        Self { ids, words }
    }

    /// The links of the page at `path`: which bytes of `text` become one, and where it leads. In order, each term once.
    pub(crate) fn links(&self, path: &str, text: &str) -> Vec<(Range<usize>, String)> {
        let Some(words) = self.words.as_ref().filter(|_| path != PAGE) else { return Vec::new() };
        let mut links = Vec::new();
        let mut linked = BTreeSet::new();
        for range in markdown::running_text(text) {
            for found in words.find_iter(&text[range.clone()]) {
                let bytes = range.start + found.start()..range.start + found.end();
                let Some(id) = self.ids.get(&found.as_str().to_lowercase()) else { continue };
                if is_whole_word(text, &bytes) && linked.insert(id) {
                    links.push((bytes, format!("{}{PAGE}#{id}", "../".repeat(path.matches('/').count()))));
                }
            }
        }
        links
    }
}

fn is_whole_word(text: &str, bytes: &Range<usize>) -> bool {
    let ends = |neighbour: Option<char>| !neighbour.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    ends(text[..bytes.start].chars().next_back()) && ends(text[bytes.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERMS: &str = "# Glossary\n\nrequested bytes <!-- linked: requested bytes -->\n: What was asked for.\n\n\
                         pin <!-- linked: a pin, pins -->\n: A comment.\n\nbytes <!-- linked: bytes -->\n: Eight bits.\n\nflat\n: Own.\n";

    fn linked(text: &str) -> Vec<(&str, String)> {
        let links = Glossary::read(TERMS).links("page.md", text);
        links.into_iter().map(|(bytes, target)| (&text[bytes], target)).collect()
    }

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<&str> = linked(text).into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn the_first_use_of_a_term_becomes_a_link() {
        let links = linked("Pins say it.\nA pin is a comment, and *requested bytes* are bytes.\n");
        let expected = [
            ("Pins", "glossary.md#pin"),
            ("requested bytes", "glossary.md#requested-bytes"),
            ("bytes", "glossary.md#bytes"),
        ];
        assert_eq!(links, expected.map(|(word, target)| (word, target.to_owned())));
        check("- In a list, pins.\n\n> In a quotation, bytes.\n", &["pins", "bytes"]);
        let targets = Glossary::read(TERMS).links("part/page.md", "pins");
        assert_eq!(targets[0].1, "../glossary.md#pin");
    }

    #[test]
    fn only_running_text_has_links() {
        check("# Pins\n\n## A pin\n", &[]);
        check("[Pins](a.md) and [*pins*](b.md) and ![pins](c.png)\n", &[]);
        check("`pins`\n\n```text\npins\n```\n\n    pins\n", &[]);
        check("| pins |\n|---|\n| pins |\n", &[]);
        check("<p>pins</p>\n\n<!-- pins -->\n\nx <a href=\"a.html\">pins</a> <!-- pins --> <br> bytes\n", &["bytes"]);
        check("x <b>pins\n\npins again\n", &["pins"]);
        check("term of pins\n: meaning of pins\n", &["pins"]);
    }

    #[test]
    fn a_part_of_a_word_and_an_unmarked_term_are_no_use() {
        check("hairpins, pins-and-needles, pins_of, flat, spin\n", &[]);
        check("A pint\n", &[]);
    }

    #[test]
    fn the_glossary_is_not_linked_to_itself() {
        assert!(Glossary::read(TERMS).links(PAGE, TERMS).is_empty());
        assert!(Glossary::read("# Empty\n").links("page.md", "Pins, bytes.").is_empty());
    }
}
