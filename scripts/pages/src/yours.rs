//! How does a reader set a record of their own beside the book's, on the page?
//!
//! The page of a chapter ends with a section that takes the reader's file. The comparison is done by `book/theme/yours*.js` in the browser, by the rule of
//! `cargo workbook compare`; it needs no request, because what it needs of the book's record stands on the page, in the short form below.

use crate::html;
use record::{Body, Case, Exact, Figures, Kind, Outcome, Record, Time};
use serde_json::{Value, json};

/// The section, folded, as Markdown.
pub(crate) fn section(record: &Record) -> String {
    let slug = &record.experiment;
    let commands = format!("$ {}\n$ cargo workbook compare {slug}", Kind::Record.command(Some(slug)));
    let file = format!("target/workbook/{slug}/{}", Kind::Record.file_name());
    format!(
        "<details>\n<summary>Your record beside the book\u{2019}s</summary>\n\n\
         Measure the same cases on your own machine, and compare the two records:\n\n\
         ```console\n{commands}\n```\n\n\
         The first command saves your record as `{file}`; where `CARGO_TARGET_DIR` is set, that directory stands in the place of `target`. \
         Counts are compared exactly. \
         Of times, only the direction and the size against the baseline of the same record are compared, \
         because nanoseconds of two machines say nothing about the code.\n\n\
         {}\n\n</details>\n",
        area(record)
    )
}

/// Where the file goes in and the comparison comes out. Without script it stays hidden.
fn area(record: &Record) -> String {
    let file = html::escape(&Kind::Record.file_name());
    format!(
        r#"<div class="yours" hidden><p>This page compares them, too: choose your <code>{file}</code>, or drop it anywhere on the page. Your browser reads the file, and sends it nowhere.</p><p><label for="yours-file">Your record</label> <input type="file" id="yours-file" accept=".json,application/json"></p><p class="yours-summary" role="status"></p><div class="yours-result"></div><script type="application/json">{}</script></div>"#,
        in_script(&short(record))
    )
}

/// JSON that can stand in a `<script>` of a page in Markdown: nothing in it ends the element or begins a directive.
fn in_script(value: &Value) -> String {
    // Outside of texts, none of them can stand in JSON.
    value.to_string().replace('<', r"\u003c").replace("{{", r"{\u007b")
}

/// What the comparison needs of a record. The script makes the same of the reader's.
fn short(record: &Record) -> Value {
    json!({
        "schema": Figures::SCHEMA,
        "kind": Kind::Record,
        "experiment": record.experiment,
        "rustc": record.provenance.compiler(),
        "cpu": record.provenance.cpu,
        "date": record.provenance.date,
        "cases": record.cases.iter().map(short_case).collect::<Vec<_>>(),
    })
}

/// Id, baseline, counts in debug and in release, ratio.
fn short_case(case: &Case) -> Value {
    json!([
        case.id(),
        case.baseline,
        outcome(&case.debug, counts),
        outcome(&case.release, counts),
        outcome(&case.time, ratio)
    ])
}

/// The figure, or which kind of nothing there is.
fn outcome<T>(outcome: &Outcome<T>, short: impl Fn(&T) -> Value) -> Value {
    match outcome {
        Outcome::Measured(figure) => short(figure),
        Outcome::Failed(_) => json!("failed"),
        Outcome::NotMeasured(_) => json!("not_measured"),
    }
}

fn counts(exact: &Exact) -> Value {
    let Exact { allocations, deallocations, reallocations, requested_bytes, net_bytes, peak_bytes, end_bytes } = exact;
    json!([allocations, deallocations, reallocations, requested_bytes, net_bytes, peak_bytes, end_bytes])
}

/// Verdict, and where there is a ratio, its median and interval.
fn ratio(time: &Time) -> Value {
    match time.ratio.times {
        Some(times) => json!([time.ratio.verdict, times.median, times.interval[0], times.interval[1]]),
        None => json!([time.ratio.verdict]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Provenance, Rule};

    fn record(about: &str) -> Record {
        let time = Time::derive(vec![15_000; 12], Some(&[10_000; 12]), Rule::DEFAULT);
        let case = Case {
            variant: "boxed".to_owned(),
            size: Some(8),
            about: String::new(),
            baseline: about.to_owned(),
            debug: Outcome::Measured(Exact::once(8)),
            release: Outcome::Failed("it panicked".to_owned()),
            time: Outcome::Measured(time),
        };
        let body =
            Figures { question: String::new(), axis: None, method: None, cases: vec![case], findings: Vec::new() };
        Record { experiment: "sample".to_owned(), provenance: Provenance::default(), sources: String::new(), body }
    }

    #[test]
    fn the_short_form_has_counts_and_ratios_and_no_round() {
        let expected = json!([[
            "boxed/8",
            "by_value",
            [1, 1, 0, 8, 8, 8, 0],
            "failed",
            ["slower", 1_500_000, 1_500_000, 1_500_000]
        ]]);
        assert_eq!(short(&record("by_value"))["cases"], expected);
    }

    #[test]
    fn no_text_ends_the_script_or_begins_a_directive_and_all_of_it_is_read_back() {
        let text = "</script><!-- {{#include a}} {{{ \u{2028}\n\n";
        let value = short(&record(text));
        let written = in_script(&value);
        for wrong in ["<", "{{", "\n"] {
            assert!(!written.contains(wrong), "{written}");
        }
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
    }
}
