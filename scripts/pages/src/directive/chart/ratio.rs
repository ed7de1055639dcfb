//! Time over baseline, one row a case: a dot at the median of the rounds, whiskers for its interval, a line at 1.

use crate::directive::syntax::{Context, Directive};
use crate::drawings::chart::{Chart, Parts};
use crate::drawings::scale::Scale;
use crate::figure;
use crate::{html, records};
use record::{Case, Record, Time, print};

const ROW: f64 = 42.0;
const TOP: f64 = 8.0;
const AXIS: f64 = 40.0;
/// Room for half a tick's label at each end, in per cent.
const INSET: f64 = 5.0;

#[derive(Debug)]
pub(super) struct RatioChart<'a> {
    pub(super) slug: &'a str,
    pub(super) patterns: Vec<&'a str>,
    /// Whether each round has a dot.
    pub(super) has_rounds: bool,
}

impl Directive for RatioChart<'_> {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let record = context.records().get(self.slug)?;
        draw(&record, &records::select(&record, &self.patterns)?, self.has_rounds, context.provenance(self.slug)?)
    }
}

/// The chart of these cases, those that are a baseline left out.
fn draw(record: &Record, cases: &[&Case], has_rounds: bool, anchor: &str) -> Result<String, String> {
    let is_baseline = |case: &Case| case.baseline == case.id();
    let cases: Vec<&Case> = cases.iter().copied().filter(|case| !is_baseline(case)).collect();
    if cases.iter().all(|case| case.time.measured().is_none()) {
        return Err(format!("nothing to draw: no such case of `{}` was timed against a baseline", record.experiment));
    }
    let rounds: Vec<Vec<f64>> =
        cases.iter().map(|case| if has_rounds { ratios_of_rounds(record, case) } else { Vec::new() }).collect();
    let intervals = cases.iter().filter_map(|case| case.time.measured()).flat_map(drawn_values);
    let values: Vec<f64> = intervals.chain(rounds.iter().flatten().copied()).collect();
    let scale = Scale::around_one(&values);
    let x = |ratio: f64| INSET + (100.0 - 2.0 * INSET) * scale.position(ratio);
    let bottom = TOP + ROW * cases.len() as f64;
    let mut chart = Chart::new(bottom + AXIS);
    for tick in scale.ticks() {
        chart.line("grid", (x(tick), TOP), (x(tick), bottom));
        chart.text("tick", "middle", (x(tick), bottom + 16.0), &format!("{}×", short(tick)));
    }
    chart.line("one", (x(1.0), TOP), (x(1.0), bottom));
    let name = if scale.is_log() { "time over baseline, logarithmic" } else { "time over baseline" };
    chart.text("axis", "middle", (50.0, bottom + 34.0), name);
    for (index, case) in cases.iter().enumerate() {
        let top = TOP + ROW * index as f64;
        for ratio in &rounds[index] {
            chart.dot("round", (x(*ratio), top + 28.0));
        }
        row(&mut chart, case, top, &x);
    }
    let rows: Vec<Vec<String>> = cases.iter().map(|case| data(case)).collect();
    let ids: Vec<String> = cases.iter().map(|case| case.id()).collect();
    Ok(chart.finish(&Parts {
        title: &format!("Time over the baseline: {}", html::range(ids.iter().map(String::as_str))),
        description: &format!("{}Mark: the case\u{2019}s time over its baseline\u{2019}s, the median of the rounds. Whiskers: the 99 % interval of the median. Dashed line: as fast as the baseline. Dotted: can\u{2019}t tell.", if has_rounds { "Small dots: the rounds, each another link. " } else { "" }),
        legend: "",
        header: &["case", "ratio", "interval", "verdict", "baseline"].map(str::to_owned),
        rows: &rows,
        anchor,
    }))
}

fn row(chart: &mut Chart, case: &Case, top: f64, x: &impl Fn(f64) -> f64) {
    let (text, strip) = (top + 15.0, top + 28.0);
    chart.text("label", "start", (0.0, text), &case.id());
    let time = match figure::measured(&case.time) {
        Ok(time) => time,
        Err(missing) => return chart.text("value", "end", (100.0, text), &missing.text),
    };
    let verdict = time.ratio.verdict;
    let word = print::verdict(verdict);
    let class = figure::verdict_class(verdict);
    let Some(times) = time.ratio.times else { return chart.text("value", "end", (100.0, text), word) };
    let value = format!("{} {word}", print::ratio(times.median));
    chart.text("value", "end", (100.0, text), &value);
    let [low, high] = times.interval.map(millionths);
    chart.line(&format!("whisker {class}"), (x(low), strip), (x(high), strip));
    for end in [low, high] {
        chart.line(&format!("whisker cap {class}"), (x(end), strip - 3.0), (x(end), strip + 3.0));
    }
    chart.mark(&class, 0, (x(millionths(times.median)), strip));
}

fn data(case: &Case) -> Vec<String> {
    let id = format!("`{}`", case.id());
    let baseline = format!("`{}`", case.baseline);
    match figure::measured(&case.time) {
        Ok(time) => {
            let [ratio, interval] = time
                .ratio
                .times
                .map_or_else(Default::default, |times| [print::ratio(times.median), print::range(times.interval)]);
            vec![id, ratio, interval, print::verdict(time.ratio.verdict).to_owned(), baseline]
        }
        Err(missing) => vec![id, missing.text, String::new(), missing.reason.unwrap_or_default(), baseline],
    }
}

/// What each round says of the case against its baseline.
fn ratios_of_rounds(record: &Record, case: &Case) -> Vec<f64> {
    let rounds = |case: &Case| case.time.measured().map(|time| time.rounds_ps.clone()).unwrap_or_default();
    let baseline = record.case(&case.baseline).map(rounds).unwrap_or_default();
    rounds(case)
        .iter()
        .zip(&baseline)
        .map(|(case, base)| *case as f64 / *base as f64)
        .filter(|ratio| ratio.is_finite())
        .collect()
}

fn drawn_values(time: &Time) -> Vec<f64> {
    time.ratio.times.into_iter().flat_map(|times| times.interval).map(millionths).collect()
}

fn millionths(value: u64) -> f64 {
    value as f64 / 1e6
}

/// A tick's value without zeros at the end.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
