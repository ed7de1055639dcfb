//! How does mdBook read a page: what is code, what is prose, which ids does it give, what does it link to?

use mdbook_markdown::pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Stands for a code span or a directive in [`Prose`], so that a number before it has no unit after it.
pub(crate) const OBJECT: char = '\u{fffc}';

fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    // The defaults are those of book.toml, except smart punctuation, which changes neither structure nor ids.
    let mut options = MarkdownOptions::default();
    options.smart_punctuation = false;
    new_cmark_parser(text, &options).into_offset_iter()
}

/// The byte ranges of code blocks, code spans and HTML comments, in order.
pub(crate) fn code_and_comments(text: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in events(text) {
        let protects = match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => true,
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => text[range.clone()].trim_start().starts_with("<!--"),
            _ => false,
        };
        if protects {
            ranges.push(range);
        }
    }
    ranges
}

/// The line, counted from 1, on which the byte at `offset` stands.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count()
}

/// The ids of the page that mdBook makes of `text`: of headings, of terms of definition lists, and those written in HTML.
///
/// The rules are mdBook 0.5.4's `id_from_content` and `unique_id` (`rust-lang/mdBook:crates/mdbook-html/src/utils.rs`),
/// which are private there; a test compares the result with a rendered page.
pub(crate) fn ids(text: &str) -> HashSet<String> {
    let mut ids: HashSet<String> = titles(text).into_iter().map(|title| title.id).collect();
    for (event, _) in events(text) {
        if let Event::Html(html) | Event::InlineHtml(html) = event {
            ids.extend(attributes(&html, "id").map(|(id, _)| id.to_owned()));
        }
    }
    ids
}

/// A heading, or a term of a definition list.
#[derive(Debug)]
pub(crate) struct Title {
    pub(crate) id: String,
    /// The pieces of HTML in it, comments among them.
    pub(crate) html: Vec<String>,
}

/// The headings and the terms of definition lists, in order.
pub(crate) fn titles(text: &str) -> Vec<Title> {
    let mut titles = Vec::new();
    let mut generated = HashSet::new();
    let mut open: Option<(Option<String>, String, Vec<String>)> = None;
    for (event, _) in events(text) {
        match event {
            Event::Start(Tag::Heading { id, .. }) => {
                open = Some((id.map(|id| id.to_string()), String::new(), Vec::new()));
            }
            Event::Start(Tag::DefinitionListTitle) => open = Some((None, String::new(), Vec::new())),
            Event::End(TagEnd::Heading(_) | TagEnd::DefinitionListTitle) => {
                if let Some((explicit, content, html)) = open.take() {
                    let id = explicit.unwrap_or_else(|| unique(&slug(&content), &mut generated));
                    titles.push(Title { id, html });
                }
            }
            Event::InlineHtml(piece) => {
                if let Some((_, _, html)) = &mut open {
                    html.push(piece.to_string());
                }
            }
            Event::Text(content) | Event::Code(content) => {
                if let Some((_, heading, _)) = &mut open {
                    heading.push_str(&content);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, heading, _)) = &mut open {
                    heading.push(' ');
                }
            }
            _ => {}
        }
    }
    titles
}

fn slug(content: &str) -> String {
    let keep = |character: char| match character {
        _ if character.is_alphanumeric() || matches!(character, '_' | '-') => Some(character),
        _ if character.is_whitespace() => Some('-'),
        _ => None,
    };
    content.trim().to_lowercase().chars().filter_map(keep).collect()
}

fn unique(id: &str, used: &mut HashSet<String>) -> String {
    let candidates = std::iter::once(id.to_owned()).chain((1..).map(|counter: u32| format!("{id}-{counter}")));
    let mut unused = candidates.filter(|candidate| used.insert(candidate.clone()));
    unused.next().unwrap_or_default()
}

/// A link or an image: where it points, and at which byte it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) target: String,
    pub(crate) offset: usize,
}

/// The links and images of the page, in Markdown and in HTML.
pub(crate) fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(Link { target: dest_url.to_string(), offset: range.start });
            }
            Event::Html(html) | Event::InlineHtml(html) if !html.trim_start().starts_with("<!--") => {
                for name in ["href", "src"] {
                    let found = attributes(&html, name);
                    links.extend(
                        found.map(|(target, offset)| Link { target: target.to_owned(), offset: range.start + offset }),
                    );
                }
            }
            _ => {}
        }
    }
    links
}

/// The values of an attribute in a piece of HTML, each with its byte offset.
fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = (&'a str, usize)> {
    #[expect(clippy::unwrap_used, reason = "the pattern is a literal")]
    static ATTRIBUTE: LazyLock<regex::Regex> =
        LazyLock::new(|| regex::Regex::new(r#"\s([a-zA-Z-]+)\s*=\s*["']([^"']*)["']"#).unwrap());
    ATTRIBUTE
        .captures_iter(html)
        .filter_map(|captures| captures.get(1).zip(captures.get(2)))
        .filter(move |(key, _)| key.as_str().eq_ignore_ascii_case(name))
        .map(|(_, value)| (value.as_str(), value.start()))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The running text of one paragraph, heading, list item or table cell, without code, HTML and link targets.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    /// The text; [`OBJECT`] stands for each code span.
    pub(crate) text: String,
    /// For each piece of the text: where it begins in `text` and where it begins in the page.
    pieces: Vec<(usize, usize)>,
}

impl Prose {
    /// The byte of the page that the byte at `offset` of the text came from; exact to the line.
    pub(crate) fn source_offset(&self, offset: usize) -> usize {
        let piece = self.pieces.iter().rev().find(|(start, _)| *start <= offset);
        piece.map_or(0, |(start, source)| source + (offset - start))
    }

    fn push(&mut self, text: &str, source: usize) {
        self.pieces.push((self.text.len(), source));
        self.text.push_str(text);
    }
}

/// The prose of the page, block by block.
pub(crate) fn prose(text: &str) -> Vec<Prose> {
    let mut blocks = Vec::new();
    let mut block = Prose::default();
    let mut in_code_block = false;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code_block = true,
            Event::End(TagEnd::CodeBlock) => in_code_block = false,
            Event::Text(content) if !in_code_block => block.push(&content, range.start),
            Event::Code(_) => block.push(OBJECT.encode_utf8(&mut [0; 4]), range.start),
            Event::SoftBreak | Event::HardBreak => block.push(" ", range.start),
            Event::Start(tag) if !is_inline(&tag) => blocks.push(std::mem::take(&mut block)),
            Event::End(tag) if !is_inline_end(tag) => blocks.push(std::mem::take(&mut block)),
            _ => {}
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.text.trim().is_empty());
    blocks
}

/// The byte ranges of running text, which is that of paragraphs and list items, as it stands in the page: without headings, terms,
/// tables, links, images, code, and what is inside of HTML elements.
pub(crate) fn running_text(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut around = 0_usize;
    let mut elements = 0_usize;
    for (event, range) in events(text) {
        match event {
            Event::Start(tag) => {
                around += usize::from(takes_no_link(tag.to_end()));
                // An element that is not closed ends with its paragraph.
                elements = if is_inline(&tag) { elements } else { 0 };
            }
            Event::End(tag) => around -= usize::from(takes_no_link(tag)),
            Event::InlineHtml(html) if html.starts_with("</") => elements = elements.saturating_sub(1),
            Event::InlineHtml(html) => elements += usize::from(opens_an_element(&html)),
            Event::Text(content) if around == 0 && elements == 0 && text[range.clone()] == *content => {
                ranges.push(range)
            }
            _ => {}
        }
    }
    ranges
}

fn takes_no_link(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::DefinitionListTitle
            | TagEnd::Table
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::MetadataBlock(_)
    )
}

/// Whether a tag is an opening one of an element that has to be closed.
fn opens_an_element(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    !name.is_empty() && !tag.ends_with("/>") && !["br", "wbr", "img", "input", "hr"].contains(&name)
}

/// The text as Markdown without links, images, emphasis and HTML: words and code spans, on one line.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (event, _) in events(text) {
        match event {
            Event::Text(content) => {
                for character in content.chars() {
                    if matches!(character, '\\' | '`' | '*' | '_' | '<' | '[' | '&') {
                        plain.push('\\');
                    }
                    plain.push(character);
                }
            }
            Event::Code(code) => {
                let fence = if code.contains('`') { "``" } else { "`" };
                plain.extend([fence, &code, fence]);
            }
            Event::SoftBreak | Event::HardBreak => plain.push(' '),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The links of SUMMARY.md: title, target and byte offset.
pub(crate) fn summary_links(text: &str) -> Vec<(String, String, usize)> {
    let mut links = Vec::new();
    let mut open: Option<(CowStr<'_>, String, usize)> = None;
    for (event, range) in events(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => open = Some((dest_url, String::new(), range.start)),
            Event::Text(content) | Event::Code(content) => {
                if let Some((_, title, _)) = &mut open {
                    title.push_str(&content);
                }
            }
            Event::End(TagEnd::Link) => {
                if let Some((target, title, offset)) = open.take() {
                    links.push((title, target.to_string(), offset));
                }
            }
            _ => {}
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_mdbook() {
        let text = "# `Box::new`: a *call*\n\n## Twice\n\n## Twice\n\n## Named {#own}\n\nterm\n: meaning\n\n<a id=\"raw\"></a>\n";
        let expected = ["boxnew-a-call", "twice", "twice-1", "own", "term", "raw"];
        assert_eq!(ids(text), expected.into_iter().map(str::to_owned).collect());
    }

    #[test]
    fn code_and_comments_are_found_in_every_shape() {
        let text = "a `b` c\n\n```text\nd\n```\n\n<!-- e -->\n\n    f\n\nx <!-- g --> y\n";
        let found: Vec<&str> = code_and_comments(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(found, ["`b`", "```text\nd\n```", "<!-- e -->", "f", "<!-- g -->"]);
    }

    #[test]
    fn links_are_found_in_markdown_and_html() {
        let found = links("[a](b.md)\n\n<img alt=\"\" src=\"c.png\">\n\n![d](e.svg)\n");
        let targets: Vec<&str> = found.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, ["b.md", "c.png", "e.svg"]);
    }

    #[test]
    fn prose_keeps_its_place_across_markup() {
        let text = "# H\n\none **two** `code`\nthree [four](five.md)\n";
        let blocks = prose(text);
        assert_eq!(blocks[1].text, "one two \u{fffc} three four");
        let four = blocks[1].text.find("four").unwrap();
        assert_eq!(line_at(text, blocks[1].source_offset(four)), 4);
    }
}
