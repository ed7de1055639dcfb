//! How is one figure of a record printed in a sentence?

use crate::directive::{FigureRef, Profile};
use crate::{format, html, records};
use record::{Case, Exact, Outcome, Record, Time, Value, Verdict};

/// A figure as a page prints it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    /// The figure, or `failed` or `not measured`.
    pub(crate) text: String,
    /// Why there is no figure.
    pub(crate) reason: Option<String>,
}

/// Looks a figure up.
pub(crate) fn read(record: &Record, figure: &FigureRef<'_>) -> Result<Printed, String> {
    let case = records::case(record, figure.case)?;
    let text = match figure.profile {
        Profile::Debug => measured(&case.debug).map(|exact| print_exact(exact, figure)),
        Profile::Release => measured(&case.release).map(|exact| print_exact(exact, figure)),
        Profile::Time => measured(&case.time).map(|time| print_time(time, case, figure.field)),
    };
    match text {
        Ok(text) => Ok(Printed { text: text?, reason: None }),
        Err(missing) => Ok(missing),
    }
}

/// The figure in its sentence, with its origin, or the reason why there is none, as a title.
pub(crate) fn inline(record: &Record, figure: &FigureRef<'_>) -> Result<String, String> {
    let printed = read(record, figure)?;
    let (class, title) = match printed.reason {
        Some(reason) => ("figure missing", reason),
        None => ("figure", origin(figure)),
    };
    Ok(format!(r#"<span class="{class}" title="{}">{}</span>"#, html::escape(&title), html::escape(&printed.text)))
}

/// Case, profile and field in words: `boxed/64, release: requested bytes`.
pub(crate) fn origin(figure: &FigureRef<'_>) -> String {
    let field = figure.field.replace('_', " ");
    match figure.profile {
        Profile::Time => format!("{}, time in the release profile: {field}", figure.case),
        profile => format!("{}, {} profile: {field}", figure.case, profile.name()),
    }
}

/// The value of a finding, as text; `None` for a diagram, which has none.
pub(crate) fn finding(value: &Value) -> Option<String> {
    match value {
        Value::Integer(value) => Some(format::count((*value).into())),
        Value::Text(text) => Some(text.clone()),
        Value::Series(values) => {
            Some(values.iter().map(|value| format::count((*value).into())).collect::<Vec<_>>().join(", "))
        }
        Value::Diagram(_) => None,
    }
}

/// The word for a verdict.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Baseline => "baseline",
        Verdict::Same => "the same",
        Verdict::Slower => "slower",
        Verdict::Faster => "faster",
        Verdict::Inconclusive => "inconclusive",
    }
}

/// The figure itself, or what is printed where there is none.
pub(crate) fn measured<T>(outcome: &Outcome<T>) -> Result<&T, Printed> {
    let (text, reason) = match outcome {
        Outcome::Measured(figure) => return Ok(figure),
        Outcome::Failed(reason) => ("failed", reason),
        Outcome::NotMeasured(reason) => ("not measured", reason),
    };
    Err(Printed { text: text.to_owned(), reason: Some(reason.clone()) })
}

fn print_exact(exact: &Exact, figure: &FigureRef<'_>) -> Result<String, String> {
    let field = figure.field;
    let value = exact.field(field).ok_or_else(|| format!("a record has no field `{field}`"))?;
    Ok(if figure.words {
        format::counted(value, field.strip_suffix('s').unwrap_or(field))
    } else if field.ends_with("_bytes") {
        format::bytes(value)
    } else {
        format::count(value)
    })
}

fn print_time(time: &Time, case: &Case, field: &str) -> Result<String, String> {
    Ok(match field {
        "ratio" => ratio_said(time),
        "verdict" => verdict(time.ratio.verdict).to_owned(),
        "floor" => time.floor_ps.map_or_else(|| "inconclusive".to_owned(), format::time),
        "median" => format::time(time.median_ps),
        _ => {
            let spread = time.ratio.spread_ppm.map(format::spread);
            spread.ok_or_else(|| format!("`{}` is a baseline, which has no spread", case.id()))?
        }
    })
}

/// Floor over floor; pages print it beside the verdict, which says why there is none.
pub(crate) fn ratio(time: &Time) -> String {
    time.ratio.floor_ppm.map_or_else(|| "no ratio".to_owned(), format::ratio)
}

/// As [`ratio`], for a sentence, which has no column beside it: where there is none, with what the rounds gave.
pub(crate) fn ratio_said(time: &Time) -> String {
    match (time.ratio.floor_ppm, time.ratio.spread_ppm) {
        (None, Some(spread)) => format!("no ratio, the middle half of the rounds {}", format::spread(spread)),
        _ => ratio(time),
    }
}
