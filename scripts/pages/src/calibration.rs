//! How often is the method wrong, as a table?

use crate::provenance::percent;
use crate::{format, html};
use record::calibration::{Calibration, Level};
use std::fmt::Write;

/// The table of the calibration, with where and when it was made.
pub(crate) fn table(calibration: &Calibration) -> String {
    let caption =
        "The same code against itself and against itself slowed down: how many comparisons each rule calls different";
    let mut out = format!(
        r#"<div class="figures"><div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="cases calibration"><caption><span>{caption}</span></caption>"#
    );
    out.push_str(r#"<thead><tr><th scope="col" class="case" rowspan="2">machine</th><th scope="col" class="number" rowspan="2">injected</th>"#);
    out.push_str(r#"<th colspan="3" scope="colgroup" class="group">this method</th>"#);
    out.push_str(
        r#"<th colspan="3" scope="colgroup" class="group">two habits, on single pairs of the same runs</th></tr><tr>"#,
    );
    let columns = ["comparisons", "inconclusive", "called different", "pairs", "criterion", "5 % on the mean"];
    for (index, name) in columns.iter().enumerate() {
        let first = if index % 3 == 0 { " first" } else { "" };
        let _ = write!(out, r#"<th scope="col" class="number{first}">{name}</th>"#);
    }
    out.push_str("</tr></thead><tbody>");
    for condition in &calibration.conditions {
        for level in &condition.levels {
            row(&mut out, &condition.name, level);
        }
    }
    let _ = write!(
        out,
        r#"</tbody></table></div><p class="note">Threshold from this calibration: {} %. Measured on {}, {}, by <code>{}</code>. Where nothing was injected, each comparison called different is a false alarm; elsewhere, each one not called different is a miss.</p></div>"#,
        percent(calibration.threshold_ppm),
        html::escape(&calibration.provenance.cpu),
        html::escape(&calibration.provenance.date),
        html::escape(&calibration.provenance.command),
    );
    out
}

fn row(out: &mut String, condition: &str, level: &Level) {
    let _ = write!(
        out,
        r#"<tr><th scope="row" class="case">{}</th><td class="number">{}</td>"#,
        html::escape(condition),
        if level.injected_percent == 0 { "nothing".to_owned() } else { format!("+{} %", level.injected_percent) }
    );
    let of = |part: u64, whole: u64| match part.saturating_mul(100).checked_div(whole) {
        Some(_) => format!("{} ({:.0} %)", format::count(part.into()), part as f64 * 100.0 / whole as f64),
        None => "\u{2013}".to_owned(),
    };
    let cells = [
        format::count(level.trials.into()),
        of(level.inconclusive, level.trials),
        of(level.called_different, level.trials),
        format::count(level.pairs.into()),
        of(level.criterion_called_different, level.pairs),
        of(level.fixed_called_different, level.pairs),
    ];
    for (index, cell) in cells.iter().enumerate() {
        let first = if index % 3 == 0 { " first" } else { "" };
        let _ = write!(out, r#"<td class="number{first}">{cell}</td>"#);
    }
    out.push_str("</tr>");
}
