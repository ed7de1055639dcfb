//! How is a measured figure printed, and what stands where there is none?

use crate::directive::syntax::Origin;
use crate::html::{self, Cell};
use record::{Axis, Outcome, Time, Verdict, print};

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

/// A size with its unit: what is counted where there is none, nothing where it says how a number is written, and the singular for a single one.
pub(crate) fn size(value: u64, axis: &Axis) -> String {
    let unit = match axis.unit.as_str() {
        "" => first_word(axis),
        written if written.contains(' ') => "",
        unit => unit,
    };
    match (value, unit.strip_suffix("ies"), unit.strip_suffix('s')) {
        (1, Some(stem), _) => print::quantity(value, &format!("{stem}y")),
        (1, None, Some(stem)) => print::quantity(value, stem),
        _ => print::quantity(value, unit),
    }
}

/// A size where nothing beside it says what it is of.
pub(crate) fn size_alone(value: u64, axis: &Axis) -> String {
    let size = size(value, axis);
    if axis.unit.contains(' ') { format!("{}\u{a0}{size}", first_word(axis)) } else { size }
}

fn first_word(axis: &Axis) -> &str {
    axis.quantity.split(' ').next().unwrap_or_default()
}

/// What an axis counts, with its unit where the quantity does not say it already: `size of the block, in B`.
pub(crate) fn quantity(axis: &Axis) -> String {
    let (quantity, unit) = (axis.quantity.as_str(), axis.unit.as_str());
    let is_said = first_word(axis) == unit || (unit == "B" && quantity.starts_with("bytes"));
    if unit.is_empty() || is_said { quantity.to_owned() } else { format!("{quantity}, in {unit}") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_as_one_says_it() {
        let axis = |quantity: &str, unit: &str| Axis { quantity: quantity.to_owned(), unit: unit.to_owned() };
        assert_eq!(size(1, &axis("requests", "requests")), "1\u{a0}request");
        assert_eq!(size(1, &axis("size of the map", "entries")), "1\u{a0}entry");
        assert_eq!(size(8, &axis("size of the map", "entries")), "8\u{a0}entries");
        assert_eq!(size(4, &axis("payload", "MiB")), "4\u{a0}MiB");
        assert_eq!(size(8, &axis("turns of the loop", "")), "8\u{a0}turns");
        let printed = axis("number that is printed", "decimal notation");
        assert_eq!([size(77, &printed), size_alone(77, &printed)], ["77", "number\u{a0}77"]);
        assert_eq!(quantity_of("size of the block", "B"), "size of the block, in B");
        assert_eq!(quantity_of("requests", "requests"), "requests");
        assert_eq!(quantity_of("bytes kept across an await", "B"), "bytes kept across an await");
        assert_eq!(quantity_of("turns of the loop", ""), "turns of the loop");
    }

    fn quantity_of(of: &str, unit: &str) -> String {
        quantity(&Axis { quantity: of.to_owned(), unit: unit.to_owned() })
    }
}
