//! How often is the method wrong, as a table?

use crate::figure::NO_FIGURE;
use crate::html::{self, Cell, Table};
use crate::provenance::percent;
use record::calibration::{Calibration, Level};
use record::print;

/// The table of the calibration, with where and when it was made.
pub(crate) fn table(calibration: &Calibration) -> String {
    let mut table = Table::new(
        "calibration",
        "The same code against itself and against itself slowed down: how many comparisons each rule calls different",
    );
    table.head([
        Cell::column("case", "machine").down(),
        Cell::column("number", "injected").down(),
        Cell::group("group", 3, "this method"),
        Cell::group("group", 3, "two habits, on single pairs of the same runs"),
    ]);
    let columns = ["comparisons", "inconclusive", "called different", "pairs", "criterion", "5 % on the mean"];
    table.head(columns.into_iter().zip(0..).map(|(name, index)| Cell::column(number(index), name)));
    for condition in &calibration.conditions {
        for level in &condition.levels {
            let injected = if level.injected_percent == 0 {
                "nothing".to_owned()
            } else {
                format!("+{} %", level.injected_percent)
            };
            let names = [Cell::row_name("case", html::escape(&condition.name)), Cell::value("number", injected)];
            let figures = figures(level).into_iter().zip(0..);
            table.row(names.into_iter().chain(figures.map(|(figure, index)| Cell::value(number(index), figure))));
        }
    }
    let note = format!(
        "Threshold from this calibration: {} %. Measured on {}, {}, by <code>{}</code>. Where nothing was injected, each comparison called different is a false alarm; elsewhere, each one not called different is a miss.",
        percent(calibration.threshold_ppm),
        html::escape(&calibration.provenance.cpu),
        html::escape(&calibration.provenance.date),
        html::escape(&calibration.provenance.command),
    );
    format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note))
}

/// The class of a number; the first of each three is set off from those before.
fn number(index: usize) -> &'static str {
    if index.is_multiple_of(3) { "number first" } else { "number" }
}

fn figures(level: &Level) -> [String; 6] {
    let of = |part: u64, whole: u64| match part.saturating_mul(100).checked_div(whole) {
        Some(_) => format!("{} ({:.0} %)", print::count(part.into()), part as f64 * 100.0 / whole as f64),
        None => NO_FIGURE.to_owned(),
    };
    [
        print::count(level.trials.into()),
        of(level.inconclusive, level.trials),
        of(level.called_different, level.trials),
        print::count(level.pairs.into()),
        of(level.criterion_called_different, level.pairs),
        of(level.fixed_called_different, level.pairs),
    ]
}
