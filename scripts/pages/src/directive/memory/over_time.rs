//! Runs over their instants, a line each.

use crate::drawings::chart::{Chart, MARKS, MAX_SERIES, Parts};
use crate::drawings::scale::Scale;
use crate::html;
use record::memory::{INSTANTS, MemoryRun};
use std::fmt::Write;

const TOP: f64 = 26.0;
const BOTTOM: f64 = 236.0;
const HEIGHT: f64 = 300.0;
/// Where the instants begin and end, in per cent: the labels of the amounts stand left of the first.
const LEFT: f64 = 13.0;
const RIGHT: f64 = 96.0;

/// What stands below each instant, in two lines.
const LABELS: [[&str; 2]; INSTANTS.len()] =
    [["start", ""], ["peak", ""], ["drop", ""], ["later", ""], ["peak", "again"], ["drop", "again"], ["trim", ""]];

/// The drawing.
pub(super) fn draw(runs: &[&MemoryRun], anchor: &str) -> Result<String, String> {
    if runs.len() > MAX_SERIES {
        return Err(format!("{} runs are too many to tell apart; name at most {MAX_SERIES}", runs.len()));
    }
    let mebibytes = |run: &MemoryRun, instant: &str| Some(run.instant(instant)?.resident()[1] as f64 / 1024.0);
    let series: Vec<(&MemoryRun, [Option<f64>; INSTANTS.len()])> =
        runs.iter().map(|run| (*run, INSTANTS.map(|instant| mebibytes(run, instant)))).collect();
    if let Some((run, _)) = series.iter().find(|(_, values)| values.iter().all(Option::is_none)) {
        return Err(format!("nothing to draw: nothing was seen of the run `{}`", run.name));
    }
    let all: Vec<f64> = series.iter().flat_map(|(_, values)| values.iter().flatten().copied()).collect();
    // From zero, however far apart they are: half the height is half the memory.
    let scale = Scale::from_zero(&all);
    let x = |index: usize| LEFT + (RIGHT - LEFT) * index as f64 / (INSTANTS.len() - 1) as f64;
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * scale.position(value);
    let mut chart = Chart::new(HEIGHT);
    for tick in scale.ticks() {
        chart.line("grid", (0.0, y(tick)), (100.0, y(tick)));
        chart.text("tick", "start", (0.0, y(tick) - 4.0), &format!("{tick:.0} MiB"));
    }
    for (index, lines) in LABELS.iter().enumerate() {
        for (line, label) in lines.iter().enumerate() {
            chart.text("tick", "middle", (x(index), BOTTOM + 19.0 + 14.0 * line as f64), label);
        }
    }
    for (number, (_, values)) in series.iter().enumerate() {
        let class = format!("series-{number}");
        for (index, pair) in values.windows(2).enumerate() {
            if let [Some(from), Some(to)] = *pair {
                chart.line(&format!("path {class}"), (x(index), y(from)), (x(index + 1), y(to)));
            }
        }
        for (index, value) in values.iter().enumerate() {
            if let Some(value) = value {
                chart.mark(&class, number, (x(index), y(*value)));
            }
        }
    }
    let name = |run: &MemoryRun| {
        let settings: String = run.settings.iter().map(|pair| format!(", `{}`", pair.join("="))).collect();
        html::capital(&run.about) + &settings
    };
    let header: Vec<String> =
        std::iter::once("two bursts of").chain(INSTANTS).map(|instant| instant.replace('_', " ")).collect();
    let cell = |value: &Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}\u{a0}MiB"));
    let rows: Vec<Vec<String>> = series
        .iter()
        .map(|(run, values)| std::iter::once(name(run)).chain(values.iter().map(cell)).collect())
        .collect();
    Ok(chart.finish(&Parts {
        title: "Resident memory over the instants of a run",
        description: "Between two instants the line only connects them. Before the last one, malloc is asked to trim.",
        legend: &legend(series.iter().map(|(run, _)| name(run))),
        header: &header,
        rows: &rows,
        anchor,
    }))
}

fn legend(names: impl Iterator<Item = String>) -> String {
    let mut out = String::from(r#"<ul class="legend">"#);
    for (index, name) in names.enumerate() {
        let _ = write!(
            out,
            r#"<li><svg aria-hidden="true" width="28" height="12"><line class="path series-{index}" x1="0" y1="6" x2="28" y2="6"></line><svg x="14" y="6" overflow="visible"><path class="mark series-{index}" d="{}"></path></svg></svg> {}</li>"#,
            MARKS[index],
            html::escape_with_code(&name)
        );
    }
    out.push_str("</ul>");
    out
}
