//! A finding that is a series, such as the capacities at each growth: one step a value.

use crate::directive::syntax::{Context, Directive};
use crate::drawings::chart::{Chart, Parts};
use crate::drawings::scale::Scale;
use crate::records;
use record::{Record, Value, print};

const TOP: f64 = 26.0;
const BOTTOM: f64 = 206.0;
const HEIGHT: f64 = 248.0;
const LEFT: f64 = 15.0;
const RIGHT: f64 = 97.0;
/// The most places on the horizontal axis that are labelled.
const LABELS: usize = 8;

#[derive(Debug)]
pub(super) struct StepsChart<'a> {
    pub(super) slug: &'a str,
    pub(super) key: &'a str,
}

impl Directive for StepsChart<'_> {
    fn finding(&self) -> Option<(&str, &str)> {
        Some((self.slug, self.key))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        draw(&*context.records().get(self.slug)?, self.key, context.provenance(self.slug)?)
    }
}

/// The chart of the series called `key`.
fn draw(record: &Record, key: &str, anchor: &str) -> Result<String, String> {
    let finding = records::finding(record, key)?;
    let Value::Series(values) = records::value(record, finding)? else {
        return Err(format!("the finding `{key}` is not a series; write {{{{#finding {} {key}}}}}", record.experiment));
    };
    if values.is_empty() {
        return Err(format!("nothing to draw: the series `{key}` is empty"));
    }
    let scale = Scale::of_amounts(&values.iter().map(|value| *value as f64).collect::<Vec<_>>(), true);
    let width = (RIGHT - LEFT) / values.len() as f64;
    let x = |index: usize| LEFT + width * index as f64;
    let y = |value: i64| BOTTOM - (BOTTOM - TOP) * scale.position(value as f64);
    let mut chart = Chart::new(HEIGHT);
    for tick in scale.ticks() {
        let height = BOTTOM - (BOTTOM - TOP) * scale.position(tick);
        chart.line("grid", (0.0, height), (100.0, height));
        chart.text("tick", "start", (0.0, height - 4.0), &print::count(tick.round() as i128));
    }
    for (index, value) in values.iter().enumerate() {
        chart.line("path series-0 solid", (x(index), y(*value)), (x(index + 1), y(*value)));
        if let Some(next) = values.get(index + 1) {
            chart.line("path series-0 solid", (x(index + 1), y(*value)), (x(index + 1), y(*next)));
        }
        if index % values.len().div_ceil(LABELS) == 0 {
            chart.text("tick", "middle", (x(index) + width / 2.0, BOTTOM + 18.0), &(index + 1).to_string());
        }
    }
    chart.text("axis", "middle", (50.0, HEIGHT - 4.0), "step");
    let rows: Vec<Vec<String>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| vec![(index + 1).to_string(), print::count((*value).into())])
        .collect();
    let how = finding.how.trim_end_matches('.');
    let scale_word = if scale.is_log() { " The vertical axis is logarithmic." } else { "" };
    Ok(chart.finish(&Parts {
        title: &crate::html::capital(how),
        description: scale_word.trim_start(),
        legend: "",
        header: &["step".to_owned(), key.replace(['_', '-'], " ")],
        rows: &rows,
        anchor,
    }))
}
