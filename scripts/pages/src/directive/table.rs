//! `{{#table}}`: the cases of an experiment side by side.
//!
//! One row a case: what it does, its allocations in release, its time, and the time against the baseline's. The other figures stand in
//! columns that `book/theme/figures.js` shows when the reader asks for them; without script, and on paper, all of them show.

use super::syntax::{Context, Directive, Syntax, words};
use crate::figure::{self, NO_FIGURE, above, measured, verdict_class};
use crate::html::{self, Cell, Table};
use crate::records;
use record::instructions::PerCall;
use record::{Case, Exact, InstructionCounts, Outcome, Record, Time, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "table",
    forms: &["SLUG [PATTERN...]"],
    about: "The counts and times of cases, side by side, with a slider for the size.",
    parse: |arguments| match words(arguments)[..] {
        [slug, ref patterns @ ..] => Ok(Box::new(CaseTable { slug, patterns: patterns.to_vec() })),
        _ => Err(SYNTAX.usage()),
    },
};

#[derive(Debug)]
struct CaseTable<'a> {
    slug: &'a str,
    patterns: Vec<&'a str>,
}

impl Directive for CaseTable<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let record = context.records().get(self.slug)?;
        let cases = records::select(&record, &self.patterns)?;
        let anchor = context.provenance(self.slug)?;
        let counts = context.records().instructions(self.slug)?;
        let rows = Rows { record: &record, counts: &counts, cases: &cases };
        let notes: String = reasons(&cases).iter().map(|reason| html::note(reason)).collect();
        let legend = format!("{} {}", rows.legend(), html::link_to(anchor, "How this was measured"));
        let axis = match &record.axis {
            Some(axis) if cases.iter().any(|case| case.size.is_some()) => {
                format!(r#" data-quantity="{}""#, html::escape(&axis.quantity))
            }
            _ => String::new(),
        };
        Ok(format!(
            r#"<div class="figures adaptive"{axis}>{}{notes}{}</div>"#,
            rows.table()?.html(),
            html::note(&legend)
        ))
    }
}

/// One of the columns with an exact figure.
struct Column {
    name: &'static str,
    /// What asks for the column; empty where it always shows.
    key: &'static str,
    /// The first number, and what follows it behind a plus sign where it is not zero.
    fields: &'static [&'static str],
}

const COLUMNS: [Column; 3] = [
    Column { name: "allocations", key: "", fields: &["allocations", "reallocations"] },
    Column { name: "bytes", key: "bytes", fields: &["requested_bytes"] },
    Column { name: "peak bytes", key: "peak", fields: &["peak_bytes"] },
];

/// The columns of instructions.
const INSTRUCTIONS: [&str; 2] = ["instructions", "of the allocator"];

struct Rows<'r> {
    record: &'r Record,
    counts: &'r InstructionCounts,
    cases: &'r [&'r Case],
}

impl Rows<'_> {
    fn table(&self) -> Result<Table, String> {
        let ids: Vec<String> = self.cases.iter().map(|case| case.id()).collect();
        let range = html::range(ids.iter().map(String::as_str));
        let label = format!("{}, {range}: what each case asks of the allocator, and its time", self.record.experiment);
        let mut table = Table::without_caption("", &label);
        let mut head = vec![Cell::column("case", "case")];
        for column in &COLUMNS {
            head.push(Cell::column(&class("number", &[column.key]), column.name));
            if self.differ() {
                head.push(Cell::column(&class("number", &[column.key, "debug"]), "in debug"));
            }
        }
        head.extend(INSTRUCTIONS.map(|name| Cell::column(&class("number", &["instructions"]), name)));
        head.push(Cell::column("number", "time"));
        if self.is_compared() {
            head.extend([Cell::column("number", "against"), Cell::column("", "verdict")]);
        }
        table.head(head);
        for case in self.cases {
            table.row_with(&self.attributes(case), self.row(case)?);
        }
        Ok(table)
    }

    /// What the script needs of a case: its size, as a number and as it is printed.
    fn attributes(&self, case: &Case) -> Vec<(&'static str, String)> {
        match (&self.record.axis, case.size) {
            (Some(axis), Some(size)) => {
                vec![("data-size", size.to_string()), ("data-shown", figure::size(size, axis))]
            }
            _ => Vec::new(),
        }
    }

    /// Whether any case is compared with another.
    fn is_compared(&self) -> bool {
        self.cases.iter().any(|case| case.baseline != case.id() && case.time.measured().is_some())
    }

    /// Whether any case has other figures in debug than in release.
    fn differ(&self) -> bool {
        self.cases.iter().any(|case| shown(&case.debug) != shown(&case.release))
    }

    fn row(&self, case: &Case) -> Result<Vec<Cell>, String> {
        let about = html::escape_with_code(&case.about);
        let name = format!(r#"<span class="about">{about}</span> {}"#, html::case_id(&case.id()));
        let mut row = vec![Cell::row_name("case", name)];
        let (debug, release) = (shown(&case.debug), shown(&case.release));
        for (column, (debug, release)) in COLUMNS.iter().zip(debug.into_iter().zip(release)) {
            let zero = if release == "0" { " zero" } else { "" };
            let numbers = class(&format!("number{zero}"), &[column.key]);
            row.push(Cell::value(&numbers, release.clone()).with("data-label", column.name));
            if self.differ() {
                let text = if debug == release { "the same".to_owned() } else { debug };
                let quiet = if text == "the same" { "number zero" } else { "number" };
                let cell = Cell::value(&class(quiet, &[column.key, "debug"]), text);
                row.push(cell.with("data-label", &format!("{}, debug", column.name)));
            }
        }
        let per_call = records::per_call(self.counts, &case.id())?.measured();
        for (name, counts) in INSTRUCTIONS.iter().zip(instructions(per_call)) {
            row.push(Cell::value(&class("number", &["instructions"]), counts).with("data-label", name));
        }
        row.extend(self.times(case));
        Ok(row)
    }

    /// Time, time against the baseline's, and the verdict.
    fn times(&self, case: &Case) -> Vec<Cell> {
        let time = match measured(&case.time) {
            Ok(time) => time,
            Err(missing) => {
                let columns = if self.is_compared() { 3 } else { 1 };
                return vec![Cell::value("missing", missing.text).across(columns)];
            }
        };
        let baseline = self.record.case(&case.baseline).filter(|_| case.baseline != case.id());
        let against = baseline.and_then(|baseline| print::against(&time.ratio, baseline.time.measured()?.median_ps));
        let [against, interval] = against.unwrap_or_else(|| [NO_FIGURE.to_owned(), String::new()]);
        let own = time.interval_ps.map(print::times).unwrap_or_default();
        let part = time.median_ps as f64 / self.slowest_beside(case.size).max(1) as f64;
        let own = Cell::value("number time", above(&print::time(time.median_ps), &own));
        let mut cells = vec![own.with("data-label", "time").with("style", &format!("--part: {part:.4}"))];
        if self.is_compared() {
            let verdict = time.ratio.verdict;
            cells.push(Cell::value("number", above(&against, &interval)).with("data-label", "against"));
            cells.push(Cell::value(&format!("verdict {}", verdict_class(verdict)), print::verdict(verdict)));
        }
        cells
    }

    /// The longest time of the cases that show beside one of this size, in picoseconds.
    fn slowest_beside(&self, size: Option<u64>) -> u64 {
        let beside = self.cases.iter().filter(|case| size.is_none() || case.size.is_none() || case.size == size);
        beside.filter_map(|case| Some(case.time.measured()?.median_ps)).max().unwrap_or_default()
    }

    /// What the columns mean, for these rows.
    fn legend(&self) -> String {
        let mut legend = String::new();
        if let (Some(axis), true) = (&self.record.axis, self.cases.iter().any(|case| case.size.is_some())) {
            let _ = write!(legend, "Behind the slash: {}. ", html::escape(&figure::quantity(axis)));
        }
        legend.push_str(if self.differ() {
            "Counts are of a call in release. "
        } else {
            "Counts are of a call, the same in debug and release. "
        });
        if self.cases.iter().any(|case| reallocates(&case.debug) || reallocates(&case.release)) {
            legend.push_str(REALLOCATIONS);
        }
        if self.is_compared() {
            let _ = write!(
                legend,
                "Against: the difference to {}, or the ratio where that takes more than 20 ns; a range is the 99 % interval.",
                baselines(self.cases)
            );
        }
        legend
    }
}

/// What is said of a table with a figure such as `1+8`.
pub(super) const REALLOCATIONS: &str = "Behind a plus sign: reallocations. ";

/// Whether the figure of the allocations has reallocations behind a plus sign.
pub(super) fn reallocates(outcome: &Outcome<Exact>) -> bool {
    outcome.measured().is_some_and(|exact| exact.reallocations > 0)
}

/// The classes of a cell that shows only when all of `keys` are asked for.
fn class(class: &str, keys: &[&str]) -> String {
    keys.iter().filter(|key| !key.is_empty()).fold(class.to_owned(), |class, key| format!("{class} k-{key}"))
}

/// The figures of the columns as they are printed; of a case that was not counted, what is said instead.
fn shown(outcome: &Outcome<Exact>) -> [String; COLUMNS.len()] {
    COLUMNS.each_ref().map(|column| match measured(outcome) {
        Ok(exact) => joined(exact, column.fields),
        Err(missing) => missing.text,
    })
}

/// `1+8`: what follows the first number stands there only where it is something.
fn joined(exact: &Exact, fields: &[&str]) -> String {
    let values = fields.iter().map(|field| exact.field(field).unwrap_or_default()).enumerate();
    let printed: Vec<String> =
        values.filter(|(place, value)| *place == 0 || *value != 0).map(|(_, value)| print::count(value)).collect();
    printed.join("+")
}

/// Outside of the allocator, and in it.
pub(super) fn instructions(per_call: Option<&PerCall>) -> [String; 2] {
    match per_call {
        Some(per_call) => [per_call.outside, per_call.allocator].map(print::counts),
        None => ["not counted".to_owned(), NO_FIGURE.to_owned()],
    }
}

/// Allocations in release, with the reallocations behind a plus sign.
pub(super) fn allocations(outcome: &Outcome<Exact>) -> String {
    let [allocations, ..] = shown(outcome);
    allocations
}

/// The bytes asked of the allocator.
pub(super) fn requested(outcome: &Outcome<Exact>) -> String {
    let [_, bytes, _] = shown(outcome);
    bytes
}

/// The time with its interval below it, or why there is none.
pub(super) fn time(outcome: &Outcome<Time>) -> String {
    match measured(outcome) {
        Ok(time) => above(&print::time(time.median_ps), &time.interval_ps.map(print::times).unwrap_or_default()),
        Err(missing) => missing.text,
    }
}

/// Why there is no figure where there is none: one note a profile and reason, with the cases it holds for.
fn reasons(cases: &[&Case]) -> Vec<String> {
    let mut reasons: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for case in cases {
        let outcomes =
            [("debug", case.debug.reason()), ("release", case.release.reason()), ("time", case.time.reason())];
        for (profile, reason) in outcomes {
            let Some(reason) = reason else { continue };
            let id = html::case_id(&case.id());
            match reasons.iter_mut().find(|(p, r, _)| (*p, *r) == (profile, reason)) {
                Some((_, _, ids)) => ids.push(id),
                None => reasons.push((profile, reason, vec![id])),
            }
        }
    }
    // What holds for both builds is said once.
    let mut notes: Vec<(String, &str, Vec<String>)> = Vec::new();
    for (profile, reason, ids) in reasons {
        match notes.iter_mut().find(|(_, other, of)| *other == reason && *of == ids) {
            Some((profiles, ..)) => *profiles = format!("{profiles} and {profile}"),
            None => notes.push((profile.to_owned(), reason, ids)),
        }
    }
    let print = |(profiles, reason, ids): (String, &str, Vec<String>)| {
        let which = if ids.len() == cases.len() { "every case".to_owned() } else { ids.join(", ") };
        format!("{which}, {profiles}: {}", html::escape_with_code(reason))
    };
    notes.into_iter().map(print).collect()
}

/// The baselines of the cases: by variant, with `at the same size` where that is so.
fn baselines(cases: &[&Case]) -> String {
    let same_size = cases.iter().any(|case| case.size.is_some())
        && cases.iter().all(|case| case.baseline == record::case_id(variant(&case.baseline), case.size));
    let mut names: Vec<String> = Vec::new();
    for case in cases {
        let name = if same_size { variant(&case.baseline) } else { &case.baseline };
        let name = html::case_id(name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(" or ");
    if same_size { format!("{names} of the same size") } else { names }
}

fn variant(id: &str) -> &str {
    id.split_once('/').map_or(id, |(variant, _)| variant)
}
