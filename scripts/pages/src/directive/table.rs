//! `{{#table}}`: the cases of an experiment side by side.
//!
//! One row a case: what it does, exact figures in debug and in release, time over its baseline.
//! A figure of the release profile that differs from debug is set in bold.

use super::syntax::{Context, Directive, Syntax, words};
use crate::figure::{TIME_COLUMNS, measured, time_cells, time_columns};
use crate::html::{self, Cell, Table};
use crate::records;
use record::instructions::PerCall;
use record::{Case, Exact, InstructionCounts, Outcome, Record, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "table",
    forms: &["SLUG [PATTERN...]"],
    about: "The counts and times of cases, side by side.",
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

/// The columns under `debug` and under `release`.
const COLUMNS: [(&[&str], &str); 3] =
    [(&["requested_bytes"], "B/op"), (&["allocations", "reallocations"], "allocs/op"), (&["peak_bytes"], "peak B")];

/// The columns under `instructions`.
const INSTRUCTIONS: [&str; 2] = ["outside", "allocator"];

impl Directive for CaseTable<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let record = context.records().get(self.slug)?;
        let cases = records::select(&record, &self.patterns)?;
        let anchor = context.provenance(self.slug)?;
        let notes: String = reasons(&cases).iter().map(|reason| html::note(reason)).collect();
        let legend = format!("{} {}", legend(&record, &cases), html::link_to(anchor, "How this was measured"));
        let counts = context.records().instructions(self.slug)?;
        Ok(format!(r#"<div class="figures">{}{notes}{}</div>"#, table(&record, &counts, &cases)?, html::note(&legend)))
    }
}

fn table(record: &Record, counted: &InstructionCounts, cases: &[&Case]) -> Result<String, String> {
    let ids: Vec<String> = cases.iter().map(|case| case.id()).collect();
    let range = html::range(ids.iter().map(String::as_str));
    let caption = format!("{}, {range}: what each case asks of the allocator, and its time", record.experiment);
    let mut table = Table::new("", &caption);
    table.head([
        Cell::column("case", "case").down(),
        Cell::group("group", COLUMNS.len(), "debug"),
        Cell::group("group", COLUMNS.len(), "release"),
        Cell::group("group", INSTRUCTIONS.len(), "instructions"),
        Cell::group("group", TIME_COLUMNS, "time"),
    ]);
    let counts = || COLUMNS.iter().zip(0..).map(|((_, name), index)| Cell::column(number(index), *name));
    let instructions = || INSTRUCTIONS.iter().zip(0..).map(|(name, index)| Cell::column(number(index), *name));
    table.head(counts().chain(counts()).chain(instructions()).chain(time_columns()));
    for case in cases {
        let about = html::escape_with_code(&case.about);
        let name = format!(r#"{}<span class="about">{about}</span>"#, html::case_id(&case.id()));
        let mut row = vec![Cell::row_name("case", name)];
        row.extend(exact_cells(&case.debug, None));
        row.extend(exact_cells(&case.release, case.debug.measured()));
        row.extend(instruction_cells(records::per_call(counted, &case.id())?));
        let baseline = record.case(&case.baseline).filter(|_| case.baseline != case.id());
        row.extend(time_cells(Some(&case.time), baseline.and_then(|baseline| baseline.time.measured())));
        table.row(row);
    }
    Ok(table.html())
}

fn instruction_cells(per_call: &Outcome<PerCall>) -> Vec<Cell> {
    let Some(per_call) = per_call.measured() else {
        return vec![Cell::value("first missing", "not counted").across(INSTRUCTIONS.len())];
    };
    let ends = [per_call.outside, per_call.allocator];
    ends.iter().zip(0..).map(|(ends, index)| Cell::value(number(index), print::counts(*ends))).collect()
}

/// The class of a number; the first of a group is set off from the group before.
fn number(index: usize) -> &'static str {
    if index == 0 { "number first" } else { "number" }
}

fn exact_cells(outcome: &Outcome<Exact>, debug: Option<&Exact>) -> Vec<Cell> {
    let exact = match measured(outcome) {
        Ok(exact) => exact,
        Err(missing) => return vec![Cell::value("first missing", missing.text).across(COLUMNS.len())],
    };
    let cell = |((fields, _), index): (&(&[&str], &str), usize)| {
        let of = |exact: &Exact| fields.iter().map(|field| exact.field(field).unwrap_or_default()).collect::<Vec<_>>();
        let values = of(exact);
        // `1+8`: what follows the first number stands there only where it is something.
        let shown = values.iter().enumerate().filter(|(place, value)| *place == 0 || **value != 0);
        let printed = shown.map(|(_, value)| print::count(*value)).collect::<Vec<_>>().join("+");
        let differs = debug.is_some_and(|debug| of(debug) != values);
        let printed = if differs { format!("<strong>{printed}</strong>") } else { printed };
        let zero = if values.iter().all(|value| *value == 0) { " zero" } else { "" };
        Cell::value(&format!("{}{zero}", number(index)), printed)
    };
    COLUMNS.iter().zip(0..).map(cell).collect()
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
    let print = |(profile, reason, ids): (&str, &str, Vec<String>)| {
        let which = if ids.len() == cases.len() { "every case".to_owned() } else { ids.join(", ") };
        format!("{which}, {profile}: {}", html::escape_with_code(reason))
    };
    reasons.into_iter().map(print).collect()
}

/// What the columns mean, for these rows.
fn legend(record: &Record, cases: &[&Case]) -> String {
    let mut legend = String::new();
    if let (Some(axis), true) = (&record.axis, cases.iter().any(|case| case.size.is_some())) {
        let _ = write!(
            legend,
            "The number after the slash is the {} in {}. ",
            html::escape(&axis.quantity),
            html::escape(&axis.unit)
        );
    }
    if cases.iter().any(|case| case.time.measured().is_some()) {
        legend.push_str("Time: of a call, the median of the rounds, on the machine that is named there. ");
        let _ = write!(
            legend,
            "Against: the difference to {}, or the ratio where that takes more than 20 ns: the median of those within a round. Below each, its 99 % interval. ",
            baselines(cases)
        );
    }
    let reallocates = |outcome: &Outcome<Exact>| outcome.measured().is_some_and(|exact| exact.reallocations > 0);
    if cases.iter().any(|case| reallocates(&case.debug) || reallocates(&case.release)) {
        legend.push_str("Behind a plus sign: reallocations. ");
    }
    legend.push_str(
        "Instructions: of a call in release, outside of the allocator and in it; two numbers where calls differ. Bold: other than in debug.",
    );
    legend
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
