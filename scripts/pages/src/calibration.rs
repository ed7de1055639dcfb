//! How often is the method wrong, as a table?

use crate::html::{self, Cell, Table};
use crate::provenance::percent;
use record::calibration::{Calibration, Level};
use record::print;

/// The table of the calibration, with where and when it was made.
pub(crate) fn table(calibration: &Calibration) -> String {
    let rule = calibration.method.rule;
    let mut table = Table::new(
        "calibration",
        "The same code against itself and against itself slowed down: what the rule says, of comparisons that did not set it",
    );
    table.head([
        Cell::column("case", "machine").down(),
        Cell::column("number", "injected").down(),
        Cell::column("number", "comparisons").down(),
        Cell::group("group", VERDICTS.len(), "called"),
        Cell::column("number first", "rounds").down(),
    ]);
    table.head(VERDICTS.into_iter().zip(0..).map(|(name, index)| Cell::column(number(index), name)));
    for condition in &calibration.conditions {
        for level in condition.levels(rule) {
            let injected = match level.injected_percent {
                0 => "nothing".to_owned(),
                percent => format!("+{percent} %"),
            };
            let names = [
                Cell::row_name("case", html::escape(&condition.name)),
                Cell::value("number", injected),
                Cell::value("number", print::count(level.trials.into())),
            ];
            let counts = counts(&level).into_iter().zip(0..);
            let counts = counts.map(|(count, index)| Cell::value(number(index), print::count(count.into())));
            let rounds = Cell::value("number first", print::count((level.rounds / level.trials.max(1)).into()));
            table.row(names.into_iter().chain(counts).chain([rounds]));
        }
    }
    let note = format!(
        "Rounds: of a comparison, on average. Where nothing was injected, each comparison called slower or faster, slightly or not, is a false alarm; elsewhere, each one called anything but slower is a miss. A difference within {} % is called slight; the other comparisons of equal code set the resolution, {} %. Measured on {}, {}, by <code>{}</code>.",
        percent(rule.margin_ppm),
        percent(rule.resolution_ppm),
        html::escape(&calibration.provenance.cpu),
        html::escape(&calibration.provenance.date),
        html::escape(&calibration.provenance.command),
    );
    format!(r#"<div class="figures">{}{}{}</div>"#, table.html(), html::note(&note), habits(calibration))
}

/// The columns of what the rule says.
const VERDICTS: [&str; 5] = ["slower", "slightly slower", "the same", "faster", "can\u{2019}t tell"];

fn counts(level: &Level) -> [u64; VERDICTS.len()] {
    [level.slower, level.slightly_slower, level.same, level.faster, level.cannot_tell]
}

/// What two habits say of equal code.
fn habits(calibration: &Calibration) -> String {
    let mut table =
        Table::new("calibration", "Equal code, in pairs of criterion\u{2019}s runs: what two habits call different");
    table.head([
        Cell::column("case", "machine"),
        Cell::column("number", "pairs"),
        Cell::column("number", "criterion\u{2019}s change detection"),
        Cell::column("number", "5 % between the means"),
    ]);
    for condition in &calibration.conditions {
        let habits = &condition.habits;
        let of = |part: u64| match habits.pairs {
            0 => print::count(part.into()),
            pairs => format!("{} ({:.0} %)", print::count(part.into()), part as f64 * 100.0 / pairs as f64),
        };
        table.row([
            Cell::row_name("case", html::escape(&condition.name)),
            Cell::value("number", print::count(habits.pairs.into())),
            Cell::value("number", of(habits.criterion_called_different)),
            Cell::value("number", of(habits.fixed_called_different)),
        ]);
    }
    table.html()
}

/// The class of a number; the first of a group is set off from those before.
fn number(index: usize) -> &'static str {
    if index == 0 { "number first" } else { "number" }
}
