//! Establishes the facts of the chapter that are neither counts nor times of a case, by counting.

use heap_profile::summary::Summary;
use heap_profile::{
    as_written, borrowed_keys, borrowed_text, capacity_hint, in_place, log, no_temporary_vec, reused_buffers,
    reused_line_buffer, typed_decoding,
};
use instruments::{Finding, Gate, Value, count};

#[global_allocator]
static ALLOCATOR: Gate = Gate;

type Summarise = fn(&[u8]) -> Summary;

/// The path has an escape and a query, and all of it is ASCII.
const LINE: &str = r#"{"time":"2026-03-14T09:00:00.000Z","client":"203.0.113.7","method":"GET","path":"/shop/items/smoked%20salmon?page=2","status":200,"bytes":5120,"micros":310,"agent":"curl/8.14.1"}
"#;

fn main() {
    instruments::print_findings(&findings());
}

/// Every finding, in the order of the page.
pub(crate) fn findings() -> Vec<Finding> {
    let first = log::text(1);
    let mut findings = vec![Finding {
        key: "line".to_owned(),
        value: Value::Text(String::from_utf8_lossy(first.trim_ascii_end()).into_owned()),
        exact: true,
        how: "the first line of every log".to_owned(),
    }];
    let variants: [(&str, Summarise); 9] = [
        ("as_written", as_written::summarise),
        ("typed_decoding", typed_decoding::summarise),
        ("borrowed_text", borrowed_text::summarise),
        ("reused_line_buffer", reused_line_buffer::summarise),
        ("no_temporary_vec", no_temporary_vec::summarise),
        ("in_place", in_place::summarise),
        ("capacity_hint", capacity_hint::summarise),
        ("borrowed_keys", borrowed_keys::summarise),
        ("reused_buffers", reused_buffers::summarise),
    ];
    for (variant, summarise) in variants {
        let [allocations, reallocations] = added_by_a_line(summarise);
        for (what, value) in [("allocations", allocations), ("reallocations", reallocations)] {
            findings.push(Finding {
                key: format!("{what}_of_a_line_{variant}"),
                value: Value::Integer(value),
                exact: true,
                how: format!(
                    "{what} of a summary of two lines that are the same, less those of one: what a line adds whose route and client are \
                     known; the path has an escape and a query"
                ),
            });
        }
    }
    findings
}

/// The allocations and reallocations that a line adds whose route and client are known.
fn added_by_a_line(summarise: Summarise) -> [i64; 2] {
    let figures = |lines: usize| {
        let log = LINE.repeat(lines);
        let (summary, figures) = count(|| summarise(log.as_bytes()));
        assert_eq!((summary.damaged, summary.routes["GET /shop/items"].hits), (0, lines as u64));
        [figures.allocations, figures.reallocations]
    };
    let [one, two] = [figures(1), figures(2)];
    std::array::from_fn(|figure| two[figure] as i64 - one[figure] as i64)
}
