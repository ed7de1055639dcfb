//! One table, four forms.

use anyhow::Context;
use clap::ValueEnum;
use serde_json::{Map, Value};
use std::io::{ErrorKind, Write};

/// The form in which a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns.
    #[default]
    Text,
    /// An array of objects, with raw integers.
    Json,
    /// Comma-separated values, RFC 4180, with raw integers.
    Csv,
    /// A Markdown table.
    Markdown,
}

/// `1 problem`, `2 problems`.
pub fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// A cell: what people read, and what programs read.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// For people.
    pub text: String,
    /// For programs.
    pub raw: Value,
}

impl Cell {
    /// The same for both.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { raw: Value::String(text.clone()), text }
    }

    /// A number.
    pub fn integer(value: impl Into<i128>) -> Self {
        let value = value.into();
        let raw = u64::try_from(value).map(Value::from).or_else(|_| i64::try_from(value).map(Value::from));
        Self { text: value.to_string(), raw: raw.unwrap_or(Value::Null) }
    }

    /// One for people, one for programs.
    pub fn both(text: impl Into<String>, raw: impl Into<Value>) -> Self {
        Self { text: text.into(), raw: raw.into() }
    }

    /// A text for people, and nothing for programs.
    pub fn absent(text: impl Into<String>) -> Self {
        Self { text: text.into(), raw: Value::Null }
    }

    fn is_number(&self) -> bool {
        self.raw.is_number()
    }
}

/// Rows under titles. A column's title for people and its key for programs.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// A title and a key each.
    pub columns: Vec<(&'static str, &'static str)>,
    /// A cell a column each.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[(&'static str, &'static str)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// The same rows, each with `cell` before it, in a column of its own.
    pub fn under(mut self, column: (&'static str, &'static str), cell: &Cell) -> Self {
        self.columns.insert(0, column);
        self.rows.iter_mut().for_each(|row| row.insert(0, cell.clone()));
        self
    }

    /// The table in a form.
    pub fn render(&self, format: Format) -> String {
        match format {
            Format::Text => self.text(),
            Format::Json => self.json(),
            Format::Csv => self.csv(),
            Format::Markdown => self.markdown(),
        }
    }

    fn text(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|column| {
                let cells = self.rows.iter().map(|row| row[column].text.chars().count());
                cells.chain([self.columns[column].0.chars().count()]).max().unwrap_or(0)
            })
            .collect();
        let is_right: Vec<bool> =
            (0..self.columns.len()).map(|column| self.rows.iter().any(|row| row[column].is_number())).collect();
        let line = |cells: Vec<&str>| {
            let padded: Vec<String> = cells
                .into_iter()
                .enumerate()
                .map(|(column, cell)| {
                    let width = widths[column];
                    if is_right[column] { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
                })
                .collect();
            padded.join("  ").trim_end().to_owned() + "\n"
        };
        let header = line(self.columns.iter().map(|(title, _)| *title).collect());
        let rows = self.rows.iter().map(|row| line(row.iter().map(|cell| cell.text.as_str()).collect()));
        std::iter::once(header).chain(rows).collect()
    }

    fn json(&self) -> String {
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                let fields = self.columns.iter().zip(row).map(|((_, key), cell)| ((*key).to_owned(), cell.raw.clone()));
                Value::Object(fields.collect::<Map<_, _>>())
            })
            .collect();
        format!("{:#}\n", Value::Array(rows))
    }

    fn csv(&self) -> String {
        let field = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => quoted(text),
            other => quoted(&other.to_string()),
        };
        let header: Vec<String> = self.columns.iter().map(|(_, key)| quoted(key)).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(|cell| field(&cell.raw)).collect());
        std::iter::once(header).chain(rows).map(|row: Vec<String>| row.join(",") + "\r\n").collect()
    }

    fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let header = line(self.columns.iter().map(|(title, _)| (*title).to_owned()).collect());
        let rule = line(
            (0..self.columns.len())
                .map(|column| {
                    if self.rows.iter().any(|row| row[column].is_number()) { "---:" } else { "---" }.to_owned()
                })
                .collect(),
        );
        // A bar would end the cell, a line break the row.
        let escaped = |cell: &Cell| cell.text.replace('|', "\\|").replace(['\n', '\r'], " ");
        let rows = self.rows.iter().map(|row| line(row.iter().map(escaped).collect()));
        [header, rule].into_iter().chain(rows).collect()
    }
}

/// A field, in quotes where it needs them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Writes data to standard output. A reader who has seen enough, such as `head`, is no error.
///
/// # Errors
///
/// When it cannot be written.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("standard output cannot be written to; check where it goes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[("case", "case"), ("B/op", "bytes")]);
        table.rows.push(vec![Cell::text("a|b, \"c\""), Cell::integer(64)]);
        table.rows.push(vec![Cell::text("d"), Cell::absent("not counted")]);
        table
    }

    #[test]
    fn text_is_aligned() {
        assert_eq!(
            table().render(Format::Text),
            "case             B/op\na|b, \"c\"           64\nd         not counted\n"
        );
    }

    #[test]
    fn json_has_raw_values() {
        let value: Value = serde_json::from_str(&table().render(Format::Json)).expect("it is JSON");
        assert_eq!(value, serde_json::json!([{"case": "a|b, \"c\"", "bytes": 64}, {"case": "d", "bytes": null}]));
    }

    #[test]
    fn integers_beyond_the_signed_range_stay_integers() {
        assert_eq!(Cell::integer(u64::MAX).raw, serde_json::json!(u64::MAX));
        assert_eq!(Cell::integer(i64::MIN).raw, serde_json::json!(i64::MIN));
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        let mut table = table();
        table.rows.push(vec![Cell::text("e"), Cell::both("1..2", vec![1, 2])]);
        let expected = "case,bytes\r\n\"a|b, \"\"c\"\"\",64\r\nd,\r\ne,\"[1,2]\"\r\n";
        assert_eq!(table.render(Format::Csv), expected);
    }

    #[test]
    fn markdown_escapes_bars_and_line_breaks() {
        let expected = "| case | B/op |\n| --- | ---: |\n| a\\|b, \"c\" | 64 |\n| d e | not counted |\n";
        let mut table = table();
        table.rows[1][0] = Cell::text("d\ne");
        assert_eq!(table.render(Format::Markdown), expected);
    }
}
