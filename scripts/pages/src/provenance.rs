//! How, where and with what were the figures of a page measured?

use crate::html;
use record::{Method, Provenance, Record, print};
use std::fmt::Write;

/// The block that a page's tables and charts link to.
pub(crate) fn block(record: &Record, id: &str) -> String {
    let mut out = format!(
        r#"<details class="provenance" id="{id}"><summary>How the figures of {} were measured</summary>"#,
        html::escape(&record.experiment)
    );
    out.push_str("<dl>");
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
const COLUMNS: [(&str, &str); 7] = [
    ("op", "one call of the case\u{2019}s entry point, after a first call that is not counted"),
    (
        "B/op",
        "bytes asked of the allocator: sizes of all allocations plus the full new size of each reallocation; not what the allocator rounds them up to",
    ),
    ("allocs/op", "calls that made a new block (<code>alloc</code>, <code>alloc&#95;zeroed</code>)"),
    ("reallocs/op", "calls that changed the size of a block (<code>realloc</code>)"),
    ("peak B", "the most bytes that were live at one time; what was live before the call is not counted"),
    (
        "ratio",
        "the case\u{2019}s floor over the floor of its baseline, both from the same rounds; the floor is the third fastest round, where the five fastest agree",
    ),
    ("spread", "the middle half of the ratios of the single rounds"),
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
    format!(
        "rounds outermost, cases inside, at most {} rounds; each cell a process of its own with {} of warm-up and {} samples in {}; ratios within {} % of 1 are called the same ({})",
        print::count(method.max_rounds.into()),
        print::time(method.warm_up_us.saturating_mul(1_000_000)),
        print::count(method.samples.into()),
        print::time(method.measurement_us.saturating_mul(1_000_000)),
        percent(method.threshold_ppm),
        html::escape(&method.threshold_from),
    )
}

/// Millionths as per cent, without zeros at the end.
pub(crate) fn percent(millionths: u64) -> String {
    let text = format!("{:.2}", millionths as f64 / 1e4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
