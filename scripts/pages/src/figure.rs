//! How is a measured figure printed, and what stands where there is none?

use crate::directive::syntax::Origin;
use crate::html::{self, Cell};
use record::{Outcome, Time, Verdict, print};

/// A figure as a page prints it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The figure, or `failed` or `not measured`.
    pub(crate) text: String,
    /// Why there is no figure.
    pub(crate) reason: Option<String>,
}

/// A figure in its sentence. `title` says which it is, or why there is none; the block of its origin, where the page has one, says how it was measured.
pub(crate) fn in_sentence(class: &str, origin: &Origin, title: &str, text: &str) -> String {
    let [origin, title, text] = [&origin.name(), title, text].map(html::escape);
    format!(r#"<span class="{class}" data-origin="{origin}" title="{title}">{text}</span>"#)
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

/// The ratio with its interval, for a sentence: `5.10×, 5.00–6.00×`.
pub(crate) fn ratio(time: &Time) -> String {
    let Some(times) = time.ratio.times else { return "no ratio".to_owned() };
    format!("{}, {}", print::ratio(times.median), print::range(times.interval))
}

/// What is said of the time, without how much: a slight difference has a direction too.
pub(crate) fn direction(verdict: Verdict) -> &'static str {
    print::verdict(verdict).trim_start_matches("slightly ")
}

/// The class of an element that shows a verdict.
pub(crate) fn verdict_class(verdict: Verdict) -> String {
    match verdict {
        Verdict::CannotTell => "unknown".to_owned(),
        verdict => print::verdict(verdict).replace(' ', "-"),
    }
}

/// The number of columns that [`time_cells`] fills.
pub(crate) const TIME_COLUMNS: usize = 3;

/// Their names.
pub(crate) fn time_columns() -> [Cell; TIME_COLUMNS] {
    [Cell::column("number first", "time"), Cell::column("number", "against"), Cell::column("", "verdict")]
}

/// Time, time against the baseline's and verdict in a table, each number above its interval; or one cell that says that there are none.
pub(crate) fn time_cells(time: Option<&Outcome<Time>>, baseline: Option<&Time>) -> Vec<Cell> {
    let none = |text: String| vec![Cell::value("first missing", text).across(TIME_COLUMNS)];
    match time.map(measured) {
        None => none(NO_FIGURE.to_owned()),
        Some(Err(missing)) => none(missing.text),
        Some(Ok(time)) => {
            let verdict = time.ratio.verdict;
            let against = baseline.and_then(|baseline| print::against(&time.ratio, baseline.median_ps));
            let [against, interval] = against.unwrap_or_else(|| [NO_FIGURE.to_owned(), String::new()]);
            let interval_ps = time.interval_ps.map(print::times).unwrap_or_default();
            vec![
                Cell::value("number first", above(&print::time(time.median_ps), &interval_ps)),
                Cell::value("number", above(&against, &interval)),
                Cell::value(&format!("verdict {}", verdict_class(verdict)), print::verdict(verdict)),
            ]
        }
    }
}

/// A number, and below it the range that it stands for, where there is one.
pub(crate) fn above(number: &str, range: &str) -> String {
    if range.is_empty() {
        return number.to_owned();
    }
    format!(r#"{number}<span class="range">{range}</span>"#)
}
