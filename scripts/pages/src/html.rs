//! How do text and tables get into a page?
//!
//! Text is escaped, so that nothing in it is read as markup. A table is made by [`Table`], row by row.

use std::fmt::Write;

/// `text` with every character that HTML or Markdown could read as markup written as a character reference.
///
/// The result is safe inside an HTML block, inside a Markdown paragraph or table cell, and as an attribute's value.
/// Line ends become spaces, because a blank line would end an HTML block.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            ',' | '/' | '(' | ')' | '%' | '+' | '=' | ':' | ';' => escaped.push(character),
            _ if character.is_ascii_punctuation() => _ = write!(escaped, "&#{};", u32::from(character)),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// `text` escaped, with what stands between backticks as code.
pub(crate) fn escape_with_code(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An even number of parts means a backtick without its partner: then none is a delimiter.
    if parts.len().is_multiple_of(2) {
        return escape(text);
    }
    let wrap = |(index, part): (usize, &&str)| {
        if index % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) }
    };
    parts.iter().enumerate().map(wrap).collect()
}

/// `id` as code that a narrow column breaks before the slash only.
pub(crate) fn case_id(id: &str) -> String {
    match id.split_once('/') {
        Some((variant, size)) => format!("<code>{}<wbr>/{}</code>", escape(variant), escape(size)),
        None => format!("<code>{}</code>", escape(id)),
    }
}

/// With a capital letter at the start.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What a caption says of many names: all of them, or the first and the last.
pub(crate) fn range<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    match names.into_iter().collect::<Vec<_>>()[..] {
        [] => String::new(),
        [only] => only.to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, .., last] => format!("{first} to {last}"),
    }
}

/// A paragraph below a table or a drawing. `content` is HTML.
pub(crate) fn note(content: &str) -> String {
    format!(r#"<p class="note">{content}</p>"#)
}

/// A link to the block of this id, which says how the figures beside the link were made.
pub(crate) fn link_to(id: &str, text: &str) -> String {
    format!(r##"<a href="#{id}">{text}</a>"##)
}

/// A table in a box that a narrow screen scrolls sideways.
pub(crate) struct Table {
    html: String,
    has_body: bool,
}

impl Table {
    /// A table with its caption above it. `class` is its class beside `cases`, empty where it has none.
    pub(crate) fn new(class: &str, caption: &str) -> Self {
        let mut table = Self::without_caption(class, caption);
        let _ = write!(table.html, "<caption><span>{}</span></caption>", escape(caption));
        table
    }

    /// A table that has its name beside it already; `label` is for those who do not see.
    pub(crate) fn without_caption(class: &str, label: &str) -> Self {
        let class = format!("cases {class}");
        let html = format!(
            r#"<div class="scroll" role="region" tabindex="0" aria-label="{}"><table class="{}">"#,
            escape(label),
            class.trim_end()
        );
        Self { html, has_body: false }
    }

    /// The next row of the head.
    pub(crate) fn head(&mut self, cells: impl IntoIterator<Item = Cell>) {
        // The head's end is put off until the body begins.
        let open = if self.html.ends_with("</tr>") { "" } else { "<thead>" };
        let _ = write!(self.html, "{open}<tr>");
        self.cells(cells);
    }

    /// The next row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.row_of("", cells);
    }

    /// The next row, of a class.
    pub(crate) fn row_of(&mut self, class: &str, cells: impl IntoIterator<Item = Cell>) {
        self.begin_body();
        let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
        let _ = write!(self.html, "<tr{class}>");
        self.cells(cells);
    }

    /// The next row, with attributes. Their values are text.
    pub(crate) fn row_with(&mut self, attributes: &[(&str, String)], cells: impl IntoIterator<Item = Cell>) {
        self.begin_body();
        let attributes: String =
            attributes.iter().map(|(name, value)| format!(r#" {name}="{}""#, escape(value))).collect();
        let _ = write!(self.html, "<tr{attributes}>");
        self.cells(cells);
    }

    /// The table.
    pub(crate) fn html(mut self) -> String {
        self.begin_body();
        self.html + "</tbody></table></div>"
    }

    fn begin_body(&mut self) {
        if !std::mem::replace(&mut self.has_body, true) {
            self.html.push_str("</thead><tbody>");
        }
    }

    fn cells(&mut self, cells: impl IntoIterator<Item = Cell>) {
        for Cell { element, attributes, class, more, content } in cells {
            let class = if class.is_empty() { String::new() } else { format!(r#" class="{class}""#) };
            let _ = write!(self.html, "<{element}{attributes}{class}{more}>{content}</{element}>");
        }
        self.html.push_str("</tr>");
    }
}

/// A cell of a table. Its content is HTML.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    element: &'static str,
    attributes: String,
    class: String,
    more: String,
    content: String,
}

impl Cell {
    fn new(element: &'static str, attributes: &str, class: &str, content: impl Into<String>) -> Self {
        Self {
            element,
            attributes: attributes.to_owned(),
            class: class.to_owned(),
            more: String::new(),
            content: content.into(),
        }
    }

    /// A cell with a value.
    pub(crate) fn value(class: &str, content: impl Into<String>) -> Self {
        Self::new("td", "", class, content)
    }

    /// The name of a column.
    pub(crate) fn column(class: &str, content: impl Into<String>) -> Self {
        Self::new("th", r#" scope="col""#, class, content)
    }

    /// The name of a row.
    pub(crate) fn row_name(class: &str, content: impl Into<String>) -> Self {
        Self::new("th", r#" scope="row""#, class, content)
    }

    /// The name of a row in a column that has nothing but such names, so that its scope follows.
    pub(crate) fn row_name_of_first_column(content: impl Into<String>) -> Self {
        Self::new("th", "", "", content)
    }

    /// The name of the rows below it, over this many columns.
    pub(crate) fn group_of_rows(columns: usize, content: impl Into<String>) -> Self {
        Self::new("th", "", "", content).across(columns)
    }

    /// The name of some columns beside each other.
    pub(crate) fn group(class: &str, columns: usize, content: impl Into<String>) -> Self {
        let group = Self::new("th", r#" scope="colgroup""#, class, content);
        if columns == 1 { group } else { group.across(columns) }
    }

    /// Over this many columns.
    pub(crate) fn across(mut self, columns: usize) -> Self {
        self.attributes.insert_str(0, &format!(r#" colspan="{columns}""#));
        self
    }

    /// Over both rows of the head.
    pub(crate) fn down(mut self) -> Self {
        self.attributes.insert_str(0, r#" rowspan="2""#);
        self
    }

    /// With another attribute. `value` is text.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let _ = write!(self.more, r#" {name}="{}""#, escape(value));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_directives_in_text_stay_text() {
        assert_eq!(escape("a<b>_c_"), "a&#60;b&#62;&#95;c&#95;");
        assert!(!escape("{{#include x}}").contains('{'));
        assert!(!escape("a\n\nb").contains('\n'));
    }

    #[test]
    fn a_range_of_names_is_its_ends() {
        assert_eq!(range(["a"]), "a");
        assert_eq!(range(["a", "b"]), "a and b");
        assert_eq!(range(["a", "b", "c"]), "a to c");
    }

    #[test]
    fn backticks_make_code_in_pairs_only() {
        assert_eq!(escape_with_code("`a` b"), "<code>a</code> b");
        assert_eq!(escape_with_code("a` b"), "a&#96; b");
    }

    #[test]
    fn a_table_has_a_head_and_rows_and_its_texts_are_escaped() {
        let mut table = Table::new("go", "a < b");
        table.head([Cell::column("case", "case").down(), Cell::group("group", 2, "release")]);
        table.head([Cell::column("number", "B/op"), Cell::column("", "verdict")]);
        table.row([Cell::row_name("case", "x"), Cell::value("number", "1").with("title", "\"one\"")]);
        table.row_of("variant", [Cell::value("missing", "none").across(3)]);
        assert_eq!(
            table.html(),
            concat!(
                r#"<div class="scroll" role="region" tabindex="0" aria-label="a &#60; b"><table class="cases go">"#,
                "<caption><span>a &#60; b</span></caption>",
                r#"<thead><tr><th rowspan="2" scope="col" class="case">case</th>"#,
                r#"<th colspan="2" scope="colgroup" class="group">release</th></tr>"#,
                r#"<tr><th scope="col" class="number">B/op</th><th scope="col">verdict</th></tr></thead>"#,
                r#"<tbody><tr><th scope="row" class="case">x</th><td class="number" title="&#34;one&#34;">1</td></tr>"#,
                r#"<tr class="variant"><td colspan="3" class="missing">none</td></tr></tbody></table></div>"#
            )
        );
        assert_eq!(Table::without_caption("", "l").html().matches("class=\"cases\"").count(), 1);
    }
}
