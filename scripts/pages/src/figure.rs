//! How is a measured figure printed, and what stands where there is none?

use crate::html::Cell;
use record::{Outcome, Time, Verdict, print};

/// A figure as a page prints it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The figure, or `failed` or `not measured`.
    pub(crate) text: String,
    /// Why there is no figure.
    pub(crate) reason: Option<String>,
}

/// What stands in a table where there is no figure.
pub(crate) const NO_FIGURE: &str = "\u{2013}";

/// The figure itself, or what is printed where there is none.
pub(crate) fn measured<T>(outcome: &Outcome<T>) -> Result<&T, Printed> {
    let (text, reason) = match outcome {
        Outcome::Measured(figure) => return Ok(figure),
        Outcome::Failed(reason) => ("failed", reason),
        Outcome::NotMeasured(reason) => ("not measured", reason),
    };
    Err(Printed { text: text.to_owned(), reason: Some(reason.clone()) })
}

/// Floor over floor; pages print it beside the verdict, which says why there is none.
pub(crate) fn ratio(time: &Time) -> String {
    time.ratio.floor_ppm.map_or_else(|| "no ratio".to_owned(), print::ratio)
}

/// The ratio for a sentence, which has no spread beside it: where there is no ratio, the spread stands with that.
pub(crate) fn ratio_in_a_sentence(time: &Time) -> String {
    match (time.ratio.floor_ppm, time.ratio.spread_ppm) {
        (None, Some(spread)) => format!("no ratio, the middle half of the rounds {}", print::spread(spread)),
        _ => ratio(time),
    }
}

/// The class of an element that shows a verdict.
pub(crate) fn verdict_class(verdict: Verdict) -> String {
    print::verdict(verdict).replace(' ', "-")
}

/// The number of columns that [`time_cells`] fills.
pub(crate) const TIME_COLUMNS: usize = 3;

/// Their names.
pub(crate) fn time_columns() -> [Cell; TIME_COLUMNS] {
    [Cell::column("number first", "time"), Cell::column("number", "ratio"), Cell::column("", "verdict")]
}

/// Time, ratio and verdict in a table, each number above its middle half; or one cell that says that there are none.
pub(crate) fn time_cells(time: Option<&Outcome<Time>>) -> Vec<Cell> {
    let none = |text: String| vec![Cell::value("first missing", text).across(TIME_COLUMNS)];
    match time.map(measured) {
        None => none(NO_FIGURE.to_owned()),
        Some(Err(missing)) => none(missing.text),
        Some(Ok(time)) => {
            let verdict = time.ratio.verdict;
            let ratio = if verdict == Verdict::Inconclusive { NO_FIGURE.to_owned() } else { ratio(time) };
            let spread = time.ratio.spread_ppm.map(print::range).unwrap_or_default();
            vec![
                Cell::value("number first", above(&print::time(time.median_ps), &print::times(time.quartiles_ps))),
                Cell::value("number", above(&ratio, &spread)),
                Cell::value(&format!("verdict {}", verdict_class(verdict)), print::verdict(verdict)),
            ]
        }
    }
}

/// A number, and below it the range that it stands for.
fn above(number: &str, range: &str) -> String {
    format!(r#"{number}<span class="range">{range}</span>"#)
}
