//! A field over the size axis, one line a variant; sizes on a logarithmic axis.

use crate::directive::figure::Measurement;
use crate::directive::syntax::{Context, Directive};
use crate::drawings::chart::{Chart, MARKS, MAX_SERIES, Parts};
use crate::drawings::scale::Scale;
use crate::figure::{self, NO_FIGURE};
use crate::html;
use record::{Axis, Case, Record, print};
use std::fmt::Write;

const TOP: f64 = 26.0;
const BOTTOM: f64 = 236.0;
const HEIGHT: f64 = 278.0;
/// Where the sizes begin and end, in per cent: the labels of the amounts stand left of the first.
const LEFT: f64 = 15.0;
const RIGHT: f64 = 96.0;

#[derive(Debug)]
pub(super) struct SizeChart<'a> {
    pub(super) slug: &'a str,
    pub(super) profile: Measurement,
    pub(super) field: &'a str,
    pub(super) variants: Vec<&'a str>,
}

impl Directive for SizeChart<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let Self { slug, profile, field, variants } = self;
        draw(&*context.records().get(slug)?, *profile, field, variants, context.provenance(slug)?)
    }
}

/// One variant's line.
struct Series<'r> {
    variant: &'r str,
    /// Size and value; no value where it was not measured.
    points: Vec<(u64, Option<f64>)>,
}

/// The chart of `field` for these variants.
fn draw(record: &Record, profile: Measurement, field: &str, variants: &[&str], anchor: &str) -> Result<String, String> {
    let Some(axis) = &record.axis else { return Err(format!("`{}` has no size axis", record.experiment)) };
    if variants.len() > MAX_SERIES {
        return Err(format!("{} variants are too many to tell apart; name at most {MAX_SERIES}", variants.len()));
    }
    let series = variants.iter().map(|variant| one(record, profile, field, variant)).collect::<Result<Vec<_>, _>>()?;
    let mut sizes: Vec<u64> = series.iter().flat_map(|series| series.points.iter().map(|(size, _)| *size)).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let values: Vec<f64> =
        series.iter().flat_map(|series| series.points.iter().filter_map(|(_, value)| *value)).collect();
    let size_scale = Scale::of_sizes(&sizes.iter().map(|size| *size as f64).collect::<Vec<_>>());
    let scale = Scale::of_amounts(&values, field.ends_with("_bytes"));
    let x = |size: u64| LEFT + (RIGHT - LEFT) * size_scale.position(size as f64);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * scale.position(value);
    let print = |value: f64| printed(profile, field, value);

    let mut chart = Chart::new(HEIGHT);
    for tick in scale.ticks() {
        chart.line("grid", (0.0, y(tick)), (100.0, y(tick)));
        chart.text("tick", "start", (0.0, y(tick) - 4.0), &tick_label(&print(tick)));
    }
    for size in &sizes {
        chart.at_size(*size, x(*size), (TOP, BOTTOM));
    }
    let said = if is_symbol(&axis.unit) { axis.quantity.clone() } else { figure::quantity(axis) };
    for size in spaced(&sizes, &x) {
        chart.line("grid", (x(size), BOTTOM), (x(size), BOTTOM + 5.0));
        let (anchor, at) = if Some(&size) == sizes.last() { ("end", 100.0) } else { ("middle", x(size)) };
        // A word at each tick would not fit a phone; the axis says it.
        let shown = if is_symbol(&axis.unit) { print::quantity(size, &axis.unit) } else { print::count(size.into()) };
        chart.text("tick", anchor, (at, BOTTOM + 19.0), &shown);
    }
    chart.text("axis", "middle", (50.0, HEIGHT - 4.0), &format!("{said}, logarithmic"));
    for (index, series) in series.iter().enumerate() {
        let class = format!("series-{index}");
        for pair in series.points.windows(2) {
            if let [(from, Some(low)), (to, Some(high))] = *pair {
                chart.line(&format!("path {class}"), (x(from), y(low)), (x(to), y(high)));
            }
        }
        for (size, value) in &series.points {
            if let Some(value) = value {
                chart.mark(&class, index, (x(*size), y(*value)));
            }
        }
    }
    let mut header = vec![figure::quantity(axis)];
    header.extend(series.iter().map(|series| series.variant.to_owned()));
    let rows: Vec<Vec<String>> = sizes.iter().map(|size| data(*size, axis, &series, &print)).collect();
    let name = field.replace('_', " ");
    let name = match (profile, field) {
        (Measurement::Time, "ratio") => "time over the baseline".to_owned(),
        (Measurement::Time, _) => "time of one call (median of the rounds, release)".to_owned(),
        (profile, _) => format!("{name} ({})", profile.name()),
    };
    let scale_word = if scale.is_log() { " Both axes are logarithmic." } else { "" };
    Ok(chart.finish(&Parts {
        title: &format!("{}, by {}", html::capital(&name), axis.quantity),
        description: &format!("One line a variant; a size that was not measured has no mark.{scale_word}"),
        legend: &legend(&series),
        header: &header,
        rows: &rows,
        anchor,
    }))
}

fn one<'r>(record: &'r Record, profile: Measurement, field: &str, variant: &str) -> Result<Series<'r>, String> {
    let mut cases: Vec<(u64, &Case)> =
        record.cases.iter().filter(|c| c.variant == variant).filter_map(|c| c.size.map(|size| (size, c))).collect();
    cases.sort_by_key(|(size, _)| *size);
    let Some((_, first)) = cases.first() else {
        return Err(format!("`{}` has no variant `{variant}` with sizes", record.experiment));
    };
    let points: Vec<(u64, Option<f64>)> =
        cases.iter().map(|(size, case)| (*size, value(case, profile, field))).collect();
    if points.iter().all(|(_, value)| value.is_none()) {
        return Err(format!("nothing to draw: no `{field}` of `{variant}` was measured"));
    }
    Ok(Series { variant: &first.variant, points })
}

/// The value as it is drawn: picoseconds, a ratio, calls or bytes.
fn value(case: &Case, profile: Measurement, field: &str) -> Option<f64> {
    let exact = |outcome: &record::Outcome<record::Exact>| Some(outcome.measured()?.field(field)? as f64);
    match profile {
        Measurement::Debug => exact(&case.debug),
        Measurement::Release => exact(&case.release),
        Measurement::Time if field == "median" => Some(case.time.measured()?.median_ps as f64),
        Measurement::Time => Some(case.time.measured()?.ratio.times?.median as f64),
        Measurement::Instructions => None,
    }
}

fn printed(profile: Measurement, field: &str, value: f64) -> String {
    match (profile, field) {
        (Measurement::Time, "median") => print::time(value as u64),
        (Measurement::Time, _) => print::ratio(value as u64),
        _ if field.ends_with("_bytes") => print::bytes(value as i128),
        _ => print::count(value as i128),
    }
}

/// Whether a unit is written as a sign, such as `B` or `MiB`, and not as a word.
fn is_symbol(unit: &str) -> bool {
    unit.starts_with(|c: char| c.is_uppercase())
}

/// A tick without the zeros that a measured figure keeps: `10 ns`, not `10.0 ns`.
fn tick_label(printed: &str) -> String {
    match printed.split_once('.') {
        Some((whole, rest)) => {
            let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let decimals = rest[..rest.len() - unit.len()].trim_end_matches('0');
            if decimals.is_empty() { format!("{whole}{unit}") } else { format!("{whole}.{decimals}{unit}") }
        }
        None => printed.to_owned(),
    }
}

fn data(size: u64, axis: &Axis, series: &[Series<'_>], print: &impl Fn(f64) -> String) -> Vec<String> {
    let cell = |series: &Series<'_>| {
        let point = series.points.iter().find(|(other, _)| *other == size);
        point.and_then(|(_, value)| *value).map_or_else(|| NO_FIGURE.to_owned(), print)
    };
    std::iter::once(figure::size(size, axis)).chain(series.iter().map(cell)).collect()
}

fn legend(series: &[Series<'_>]) -> String {
    let mut out = String::from(r#"<ul class="legend">"#);
    for (index, series) in series.iter().enumerate() {
        let _ = write!(
            out,
            r#"<li><svg aria-hidden="true" width="28" height="12"><line class="path series-{index}" x1="0" y1="6" x2="28" y2="6"></line><svg x="14" y="6" overflow="visible"><path class="mark series-{index}" d="{}"></path></svg></svg> <code>{}</code></li>"#,
            MARKS[index],
            html::escape(series.variant)
        );
    }
    out.push_str("</ul>");
    out
}

/// The sizes to label: the first, the last, and those between that stand far enough from their neighbours.
fn spaced(sizes: &[u64], x: &impl Fn(u64) -> f64) -> Vec<u64> {
    const APART: f64 = 17.0;
    let Some(last) = sizes.last() else { return Vec::new() };
    let mut labelled: Vec<u64> = Vec::new();
    for size in sizes {
        let far_from_previous = labelled.last().is_none_or(|previous| x(*size) - x(*previous) >= APART);
        if size == last || (far_from_previous && x(*last) - x(*size) >= APART) {
            labelled.push(*size);
        }
    }
    labelled
}
