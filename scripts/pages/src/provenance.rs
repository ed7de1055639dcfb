//! How, where and with what were the figures of a page measured?

use crate::directive::syntax::Origin;
use crate::html;
use record::{Method, Provenance, Record, print};
use std::fmt::Write;

/// The beginning of a block to which tables, charts and figures lead. `summary` is HTML.
///
/// It is open, so that it can be read without script; a script closes it, and shows its content beside the figures.
pub(crate) fn open(origin: &Origin, id: &str, summary: &str) -> String {
    let origin = html::escape(&origin.name());
    format!(r#"<details class="provenance" id="{id}" data-origin="{origin}" open><summary>{summary}</summary>"#)
}

/// The block that a page's tables and charts link to. `links` lead to the files of the experiment.
pub(crate) fn block(record: &Record, id: &str, links: &[String]) -> String {
    let slug = &record.experiment;
    let summary = format!("How the figures of {} were measured", html::escape(slug));
    let mut out = open(&Origin::Record(slug.clone()), id, &summary) + "<dl>";
    let _ = write!(out, "<dt>files</dt><dd>{}</dd>", links.join(", "));
    for (name, value) in machine(&record.provenance) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let _ = write!(out, "<dt>method of the times</dt><dd>{}</dd>", method(record.method.as_ref()));
    out.push_str("</dl><dl>");
    for (name, meaning) in COLUMNS {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out.push_str("</dl></details>");
    out
}

/// What each column of the tables counts.
const COLUMNS: [(&str, &str); 8] = [
    ("op", "one call of the case\u{2019}s entry point, after a first call that is not counted"),
    (
        "B/op",
        "bytes asked of the allocator: sizes of all allocations plus the full new size of each reallocation; not what the allocator rounds them up to",
    ),
    ("allocs/op", "calls that made a new block (<code>alloc</code>, <code>alloc&#95;zeroed</code>)"),
    ("reallocs/op", "calls that changed the size of a block (<code>realloc</code>)"),
    ("peak B", "the most bytes that were live at one time; what was live before the call is not counted"),
    ("time", "of a call, the median of the rounds; the value of a round is the fastest of the case\u{2019}s slices"),
    ("against", "the median of the differences to the baseline, or of the ratios, within a round"),
    (
        "interval",
        "below each of them: two of the sorted values, chosen so that at least 99 of 100 such intervals hold the true median",
    ),
];

pub(crate) fn machine(provenance: &Provenance) -> Vec<(&'static str, String)> {
    let code = |text: &str| format!("<code>{}</code>", html::escape(text));
    let rustc: Vec<&str> = provenance
        .rustc
        .lines()
        .filter(|line| ["rustc ", "host:", "LLVM "].iter().any(|start| line.starts_with(start)))
        .collect();
    let dirty = if provenance.git_dirty { ", work tree changed" } else { "" };
    let [before, after] = provenance.load_per_mille.map(|load| format!("{:.2}", load as f64 / 1000.0));
    vec![
        ("rustc", html::escape(&rustc.join("; "))),
        ("debug profile", code(&provenance.debug_profile)),
        ("release profile", code(&provenance.release_profile)),
        ("processor", html::escape(&format!("{}, {} logical processors", provenance.cpu, provenance.cpus))),
        ("system", html::escape(&format!("{}, kernel {}", provenance.os, provenance.kernel))),
        ("allocator", html::escape(&provenance.allocator)),
        ("date", html::escape(&provenance.date)),
        ("revision", format!("{}{dirty}", code(&provenance.git_revision))),
        ("tool", html::escape(&provenance.tool)),
        ("command", code(&provenance.command)),
        ("load over 1 minute", format!("{before} at the start, {after} at the end")),
    ]
}

pub(crate) fn method(method: Option<&Method>) -> String {
    let Some(method) = method else { return "no times were measured".to_owned() };
    let layout = if method.is_relinked {
        "each round another link of the program, its functions in another order"
    } else {
        "the linker here cannot reorder functions, so that all rounds ran one link"
    };
    format!(
        "rounds outermost, at most {}; {layout}; in a round, a case has {} slices of {} in turn with the others of its experiment; a difference within {} % is called slight, and an interval is on one side of 1 when it is more than {} % from it ({})",
        print::count(method.max_rounds.into()),
        print::count(method.slices.into()),
        print::time(method.slice_us.saturating_mul(1_000_000)),
        percent(method.rule.margin_ppm),
        percent(method.rule.resolution_ppm),
        html::escape(&method.rule_from),
    )
}

/// Millionths as per cent, without zeros at the end.
pub(crate) fn percent(millionths: u64) -> String {
    let text = format!("{:.2}", millionths as f64 / 1e4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
