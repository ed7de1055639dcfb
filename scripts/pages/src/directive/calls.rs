//! `{{#calls}}`: what to take of a chapter, and what the chapter gives to the index of calls.
//!
//! A row is a variant: the call as it is written, when it allocates, the figures of its record, and what to write instead. The rows before a
//! line `---` stand on the chapter's page; `{{#index}}` shows those after it as well.

use super::syntax::{Context, Directive, Syntax};
use super::table::{allocations, requested};
use crate::figure::{NO_FIGURE, measured};
use crate::html::{self, Cell, Table};
use crate::records::{self, Records};
use crate::suggest;
use record::{Case, Outcome, print};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "calls",
    forms: &[
        "SLUG, then one `VARIANT | topic | call | when | instead` a line; after a line `---` those for the index alone",
    ],
    about: "What to take: calls, when they allocate, their figures, and what to write instead; the index of calls is made of these.",
    parse: |arguments| {
        let (slug, rest) = arguments.split_once(char::is_whitespace).ok_or_else(|| SYNTAX.usage())?;
        let mut calls = Calls { slug, rows: Vec::new() };
        let mut is_on_page = true;
        for line in rest.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line == "---" {
                is_on_page = false;
                continue;
            }
            let [variant, topic, call, when, ref instead @ ..] = line.split('|').map(str::trim).collect::<Vec<_>>()[..]
            else {
                return Err(format!(
                    "a row of `calls` is written VARIANT | topic | call | when | instead, not `{line}`"
                ));
            };
            if instead.len() > 1 || [variant, topic, call, when].contains(&"") {
                return Err(format!("a row of `calls` has an empty or a further field: `{line}`"));
            }
            let instead = instead.first().copied().unwrap_or_default();
            calls.rows.push(Row { variant, topic, call, when, instead, is_on_page });
        }
        if calls.rows.is_empty() { Err(SYNTAX.usage()) } else { Ok(Box::new(calls)) }
    },
};

/// The rows of a chapter.
#[derive(Clone, Debug)]
pub(crate) struct Calls<'a> {
    pub(crate) slug: &'a str,
    rows: Vec<Row<'a>>,
}

/// A variant as the index names it.
#[derive(Clone, Debug)]
struct Row<'a> {
    variant: &'a str,
    /// The heading below which it stands in the index.
    topic: &'a str,
    call: &'a str,
    /// When it allocates: `always`, `never`, or a condition.
    when: &'a str,
    /// What to write instead; empty where there is nothing better.
    instead: &'a str,
    is_on_page: bool,
}

impl Calls<'_> {
    /// The variants of the record that no row names.
    pub(crate) fn missing(&self, record: &record::Record) -> Vec<String> {
        let mut missing: Vec<String> = record.cases.iter().map(|case| case.variant.clone()).collect();
        missing.dedup();
        missing.retain(|variant| self.rows.iter().all(|row| row.variant != variant));
        missing
    }

    /// The topics, in the order of the rows.
    pub(super) fn topics(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.topic)
    }

    /// The rows of a topic, for the index, each with a link to the chapter. What is wrong with a row is said where the row is written.
    /// `others` gets, for each row that has the attribute `data-others`, what the row says at other sizes and in debug.
    pub(super) fn add_topic(
        &self,
        records: &Records,
        topic: &str,
        title: &str,
        table: &mut Table,
        others: &mut Vec<String>,
    ) {
        let chapter = format!(r#"<a href="{}.html">{}</a>"#, self.slug, html::escape(title));
        for row in self.rows.iter().filter(|row| row.topic == topic) {
            let _ = self.add(records, row, Some((&chapter, &mut *others)), table);
        }
    }

    /// Adds a row; for the index, with a link to the chapter.
    fn add(
        &self,
        records: &Records,
        row: &Row<'_>,
        index: Option<(&str, &mut Vec<String>)>,
        table: &mut Table,
    ) -> Result<(), String> {
        let record = records.get(self.slug)?;
        let counts = records.instructions(self.slug)?;
        let cases: Vec<&Case> = record.cases.iter().filter(|case| case.variant == row.variant).collect();
        let Some(shown) = cases.get(cases.len() / 2) else {
            let known = record.cases.iter().map(|case| case.variant.as_str());
            return Err(format!(
                "`{}` has no variant `{}`{}",
                self.slug,
                row.variant,
                suggest::nearest(row.variant, known)
            ));
        };
        agree(row, &cases)?;
        let figures = |case: &Case| -> Result<[String; 4], String> {
            let per_call = records::per_call(&counts, &case.id())?.measured();
            let all = per_call.map(|per_call| print::counts(per_call.total()));
            let all = all.unwrap_or_else(|| NO_FIGURE.to_owned());
            // Without its interval, for which there is no room.
            let time = measured(&case.time).map_or_else(|missing| missing.text, |time| print::time(time.median_ps));
            Ok([allocations(&case.release), requested(&case.release), all, time])
        };
        let size = |case: &Case| {
            let axis = record.axis.as_ref().zip(case.size);
            axis.map(|(axis, size)| print::quantity(size, &axis.unit)).unwrap_or_default()
        };
        let at = match size(shown) {
            size if size.is_empty() => size,
            size => format!(r#" <span class="size">{}</span>"#, html::escape(&size)),
        };
        let mut cells = vec![
            Cell::row_name("", format!("{}{at}", html::escape_with_code(row.call))),
            Cell::value("", html::escape_with_code(row.when)),
        ];
        cells.extend(figures(shown)?.map(|text| Cell::value("", text)));
        cells.push(Cell::value("", html::escape_with_code(row.instead)));
        // What the row says at its other sizes, and in debug: only where that is something else.
        let mut attributes = Vec::new();
        if let Some((chapter, others)) = index {
            cells.push(Cell::value("", chapter.to_owned()));
            if cases.len() > 1 || allocations(&shown.debug) != allocations(&shown.release) {
                // The smallest, a middle and the largest size: the chapter has the others.
                let mut places = vec![0, cases.len() / 2, cases.len() - 1];
                places.dedup();
                let mut data = Vec::new();
                for case in places.into_iter().map(|place| cases[place]) {
                    let [allocated, bytes, instructions, time] = figures(case)?;
                    let debug = Some(allocations(&case.debug)).filter(|debug| *debug != allocated).unwrap_or_default();
                    let row = format!("{}|{debug}|{allocated}|{bytes}|{instructions}|{time}", size(case));
                    data.push(print::plain(&row));
                }
                others.push(data.join(";"));
                attributes.push(("data-others", String::new()));
            }
        }
        table.row_with(&attributes, cells);
        Ok(())
    }
}

/// The columns of figures.
const COLUMNS: [&str; 4] = ["allocations", "bytes", "instructions", "time"];

/// The head of a table of calls.
pub(super) fn head(table: &mut Table, has_chapter: bool) {
    let names = ["call", "when"].into_iter().chain(COLUMNS).chain(["instead"]);
    let names = names.chain(has_chapter.then_some("chapter"));
    table.head(names.map(|name| Cell::column("", name)));
}

/// Holds what a row says of when it allocates to the record, where it says *always* or *never*.
fn agree(row: &Row<'_>, cases: &[&Case]) -> Result<(), String> {
    let calls =
        |outcome: &Outcome<record::Exact>| outcome.measured().map(|exact| exact.allocations + exact.reallocations);
    for case in cases {
        let wrong = match (row.when, calls(&case.release), calls(&case.debug)) {
            ("always", Some(0), _) | ("always", _, Some(0)) => "not",
            ("never", Some(release), debug) if release > 0 || debug.is_some_and(|debug| debug > 0) => "once at least",
            ("in debug only", Some(release), Some(debug)) if release > 0 || debug == 0 => "otherwise",
            _ => continue,
        };
        return Err(format!("the row of `{}` says `{}`, and `{}` allocates {wrong}", row.variant, row.when, case.id()));
    }
    Ok(())
}

impl Directive for Calls<'_> {
    fn calls(&self) -> Option<Calls<'_>> {
        Some(self.clone())
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let anchor = context.provenance(self.slug)?;
        let record = context.records().get(self.slug)?;
        let mut table = Table::without_caption("calls", &format!("What to take: {}", record.question));
        head(&mut table, false);
        for row in self.rows.iter().filter(|row| row.is_on_page) {
            self.add(context.records(), row, None, &mut table)?;
        }
        // The others are looked at as well: a page does not wait for the index to say what is wrong with it.
        let mut others = Table::without_caption("", "");
        for row in self.rows.iter().filter(|row| !row.is_on_page) {
            self.add(context.records(), row, None, &mut others)?;
        }
        let note = html::note(&format!(
            "Figures are of a call in release. {} {}",
            html::link_to(anchor, "How this was measured"),
            r#"<a href="which-call-allocates.html">All calls</a>"#
        ));
        Ok(format!(r#"<div class="figures calls">{}{note}</div>"#, table.html()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_what_is_wrong_with_one_is_said() {
        let printed = |text| format!("{:?}", (SYNTAX.parse)(text));
        let read = printed("s\na | Box | `Box::new` | always | the value\n---\nb | Vec | `vec![]` | never");
        assert!(
            read.contains(r#"variant: "a", topic: "Box""#) && read.contains(r#"instead: "", is_on_page: false"#),
            "{read}"
        );
        assert!(printed("s").contains("is written"));
        assert!(printed("s\na | Box").contains("a row of `calls` is written"));
        assert!(printed("s\na | Box |  | always").contains("empty or a further field"));
    }
}
