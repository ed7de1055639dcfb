//! `{{#calls}}`: what to take of a chapter, and what the chapter gives to the index of calls.
//!
//! A row is a variant: the call as it is written, when it allocates, the figures of its record, and what to write instead. The rows before a
//! line `---` stand on the chapter's page; `{{#index}}` shows those after it as well.

use super::syntax::{Context, Directive, Syntax};
use super::table::{REALLOCATIONS, allocations, requested};
use crate::figure::{self, NO_FIGURE, measured};
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

    /// The rows of a topic, for the index, below a link to the chapter. What is wrong with a row is said where the row is written.
    /// `others` gets, for each row, what `book/theme/index.js` shows of it at other sizes, in debug and in further columns.
    pub(super) fn add_topic(
        &self,
        records: &Records,
        topic: &str,
        title: &str,
        table: &mut Table,
        others: &mut Vec<String>,
    ) {
        let mut is_named = false;
        for row in self.rows.iter().filter(|row| row.topic == topic) {
            let Ok(found) = self.find(records, row) else { continue };
            if !std::mem::replace(&mut is_named, true) {
                let link = format!(r#"<a href="{}.html">{}</a>"#, self.slug, html::escape(title));
                table.row([Cell::group_of_rows(INDEX.len(), link)]);
            }
            let [allocations, _, _, time] = found.shown().figures.clone();
            table.row([
                Cell::row_name_of_first_column(found.name(row)),
                Cell::value("", html::escape_with_code(row.when)),
                Cell::value("", allocations),
                Cell::value("", time),
                Cell::value("", html::escape_with_code(row.instead)),
            ]);
            others.push(found.others());
        }
    }

    /// Adds a row to the chapter's own table.
    fn add(&self, records: &Records, row: &Row<'_>, table: &mut Table) -> Result<(), String> {
        let found = self.find(records, row)?;
        let mut cells = vec![Cell::row_name("", found.name(row)), Cell::value("", html::escape_with_code(row.when))];
        cells.extend(found.shown().figures.iter().map(|text| Cell::value("", text)));
        cells.push(Cell::value("", html::escape_with_code(row.instead)));
        table.row(cells);
        Ok(())
    }

    /// The figures of a row at each of its sizes.
    fn find(&self, records: &Records, row: &Row<'_>) -> Result<Found, String> {
        let record = records.get(self.slug)?;
        let counts = records.instructions(self.slug)?;
        let cases: Vec<&Case> = record.cases.iter().filter(|case| case.variant == row.variant).collect();
        if cases.is_empty() {
            let known = record.cases.iter().map(|case| case.variant.as_str());
            return Err(format!(
                "`{}` has no variant `{}`{}",
                self.slug,
                row.variant,
                suggest::nearest(row.variant, known)
            ));
        }
        agree(row, &cases)?;
        let at = |case: &Case| -> Result<At, String> {
            let per_call = records::per_call(&counts, &case.id())?.measured();
            let all = per_call.map(|per_call| print::counts(per_call.total()));
            let all = all.unwrap_or_else(|| NO_FIGURE.to_owned());
            // Without its interval, for which there is no room.
            let time = measured(&case.time).map_or_else(|missing| missing.text, |time| print::time(time.median_ps));
            let axis = record.axis.as_ref().zip(case.size);
            Ok(At {
                size: axis.map(|(axis, size)| figure::size_alone(size, axis)).unwrap_or_default(),
                debug: allocations(&case.debug),
                figures: [allocations(&case.release), requested(&case.release), all, time],
            })
        };
        Ok(Found(cases.into_iter().map(at).collect::<Result<_, _>>()?))
    }
}

/// What the record has of a row, by size; never empty.
struct Found(Vec<At>);

/// The figures of a case.
struct At {
    /// Empty where the call has no size.
    size: String,
    debug: String,
    /// Allocations, bytes, instructions and time, in release.
    figures: [String; 4],
}

impl Found {
    /// A middle size.
    fn shown(&self) -> &At {
        &self.0[self.0.len() / 2]
    }

    /// The call as HTML, with the size that is shown.
    fn name(&self, row: &Row<'_>) -> String {
        let call = html::escape_with_code(row.call);
        match self.shown().size.as_str() {
            "" => call,
            size => format!("{call} <small>{}</small>", html::escape(size)),
        }
    }

    /// The smallest, a middle and the largest size: the chapter has the others. Allocations in debug stand there only where they are others.
    fn others(&self) -> String {
        let mut places = vec![0, self.0.len() / 2, self.0.len() - 1];
        places.dedup();
        let cases = places.into_iter().map(|place| {
            let At { size, debug, figures: [allocated, bytes, instructions, time] } = &self.0[place];
            let debug = if debug == allocated { "" } else { debug };
            print::plain(&format!("{size}|{debug}|{allocated}|{bytes}|{instructions}|{time}"))
        });
        cases.collect::<Vec<_>>().join(";")
    }
}

/// The columns of a chapter's table.
const COLUMNS: [&str; 7] = ["call", "when", "allocations", "bytes", "instructions", "time", "instead"];

/// Those of the index; a reader asks for the others.
const INDEX: [&str; 5] = ["call", "when", "allocations", "time", "instead"];

/// The head of a table of calls.
fn head(table: &mut Table, names: &[&str]) {
    table.head(names.iter().map(|name| Cell::column("", *name)));
}

/// The table of a topic in the index, without its rows.
pub(super) fn of_topic(topic: &str) -> Table {
    let mut table = Table::without_caption("calls", &format!("Which call allocates: {topic}"));
    head(&mut table, &INDEX);
    table
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
        head(&mut table, &COLUMNS);
        let mut reallocations = "";
        for row in self.rows.iter().filter(|row| row.is_on_page) {
            self.add(context.records(), row, &mut table)?;
            if self.find(context.records(), row)?.shown().figures[0].contains('+') {
                reallocations = REALLOCATIONS;
            }
        }
        // The others are looked at as well: a page does not wait for the index to say what is wrong with it.
        for row in self.rows.iter().filter(|row| !row.is_on_page) {
            self.find(context.records(), row)?;
        }
        let note = html::note(&format!(
            "Figures are of a call in release. {reallocations}{} {}",
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
