//! How do the cases of an experiment stand side by side?
//!
//! One row a case: what it does, exact figures in debug and in release, time over its baseline.
//! A figure of the release profile that differs from debug is set in bold.

use crate::{figure, format, html};
use record::{Case, Exact, Outcome, Record, Verdict};
use std::fmt::Write;

/// The columns under `debug` and under `release`.
const COLUMNS: [(&str, &str); 4] = [
    ("requested_bytes", "B/op"),
    ("allocations", "allocs/op"),
    ("reallocations", "reallocs/op"),
    ("peak_bytes", "peak B"),
];

/// The table of these cases. `anchor` is the id of the provenance block on the same page.
pub(crate) fn table(record: &Record, cases: &[&Case], anchor: &str) -> String {
    let mut out = String::from(r#"<div class="figures">"#);
    let ids: Vec<String> = cases.iter().map(|case| case.id()).collect();
    let range = html::range(ids.iter().map(String::as_str));
    let caption = format!("{}, {range}: what each case asks of the allocator, and its time", record.experiment);
    let caption = html::escape(&caption);
    let _ = write!(
        out,
        r#"<div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="cases"><caption><span>{caption}</span></caption>"#
    );
    out.push_str(r#"<thead><tr><th rowspan="2" scope="col" class="case">case</th>"#);
    out.push_str(r#"<th colspan="4" scope="colgroup" class="group">debug</th>"#);
    out.push_str(r#"<th colspan="4" scope="colgroup" class="group">release</th>"#);
    out.push_str(r#"<th colspan="3" scope="colgroup" class="group">time over baseline</th></tr><tr>"#);
    for _ in ["debug", "release"] {
        for (index, (_, name)) in COLUMNS.iter().enumerate() {
            let class = if index == 0 { "first" } else { "" };
            let _ = write!(out, r#"<th scope="col" class="number {class}">{name}</th>"#);
        }
    }
    out.push_str(r#"<th scope="col" class="number first">ratio</th><th scope="col" class="number">spread</th>"#);
    out.push_str(r#"<th scope="col">verdict</th></tr></thead><tbody>"#);
    for case in cases {
        row(&mut out, case);
    }
    out.push_str("</tbody></table></div>");
    for note in reasons(cases) {
        let _ = write!(out, r#"<p class="note">{note}</p>"#);
    }
    let _ = write!(
        out,
        r##"<p class="note">{} <a href="#{anchor}">How this was measured</a></p></div>"##,
        legend(record, cases)
    );
    out
}

fn row(out: &mut String, case: &Case) {
    let id = case.id();
    let _ = write!(
        out,
        r#"<tr><th scope="row" class="case">{}<span class="about">{}</span></th>"#,
        html::case_id(&id),
        html::escape_with_code(&case.about)
    );
    exact_cells(out, &case.debug, None);
    exact_cells(out, &case.release, case.debug.measured());
    match figure::measured(&case.time) {
        Ok(time) => {
            let spread = time.ratio.spread_ppm.map_or_else(|| "\u{2013}".to_owned(), format::range);
            let verdict = figure::verdict(time.ratio.verdict);
            let ratio = match time.ratio.verdict {
                Verdict::Inconclusive => "\u{2013}".to_owned(),
                _ => figure::ratio(time),
            };
            let class = verdict.replace(' ', "-");
            let _ = write!(
                out,
                r#"<td class="number first">{ratio}</td><td class="number">{spread}</td><td class="verdict {class}">{verdict}</td></tr>"#
            );
        }
        Err(missing) => {
            let _ = write!(out, r#"<td colspan="3" class="first missing">{}</td></tr>"#, missing.text);
        }
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
    let print = |(profile, reason, ids): (&str, &str, Vec<String>)| {
        let which = if ids.len() == cases.len() { "every case".to_owned() } else { ids.join(", ") };
        format!("{which}, {profile}: {}", html::escape_with_code(reason))
    };
    reasons.into_iter().map(print).collect()
}

fn exact_cells(out: &mut String, outcome: &Outcome<Exact>, debug: Option<&Exact>) {
    match figure::measured(outcome) {
        Ok(exact) => {
            for (index, (field, _)) in COLUMNS.iter().enumerate() {
                let value = exact.field(field).unwrap_or_default();
                let differs = debug.is_some_and(|debug| debug.field(field) != Some(value));
                let first = if index == 0 { " first" } else { "" };
                let zero = if value == 0 { " zero" } else { "" };
                let printed = format::count(value);
                let printed = if differs { format!("<strong>{printed}</strong>") } else { printed };
                let _ = write!(out, r#"<td class="number{first}{zero}">{printed}</td>"#);
            }
        }
        Err(missing) => {
            let _ = write!(out, r#"<td colspan="4" class="first missing">{}</td>"#, missing.text);
        }
    }
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
        let _ = write!(legend, "Ratio: the case\u{2019}s floor time over that of its baseline, {}. ", baselines(cases));
    }
    legend.push_str("Bold: other than in debug.");
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
