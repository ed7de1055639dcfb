//! What is said of a benchmark or test, and when is the head worse?

use super::Compared;
use super::exact::{Counts, Range};
use crate::table::{Cell, Table};
use record::print::{plain, range, ratio, time, verdict};
use record::{Ratio, Verdict};

/// What is known of a benchmark or test.
#[derive(Debug)]
pub(super) struct Row {
    target: String,
    name: String,
    /// The figures of the base and of the head; absent where they were not counted.
    pub(super) counts: Option<Result<[[Range; 4]; 2], String>>,
    /// Absent for a test.
    pub(super) time: Option<Time>,
}

/// What the rounds say.
#[derive(Clone, Debug)]
pub(super) enum Time {
    /// They are not needed.
    EqualPrograms,
    /// The medians of both, in picoseconds, the head against the base, and how many rounds there were.
    Measured { medians: [u64; 2], ratio: Ratio, rounds: usize },
    /// A run failed.
    Failed(String),
}

impl Row {
    pub(super) fn new(compared: &Compared) -> Self {
        Self { target: compared.target.name.clone(), name: compared.name.clone(), counts: None, time: None }
    }

    fn measured(&self) -> Option<&[[Range; 4]; 2]> {
        self.counts.as_ref()?.as_ref().ok()
    }

    /// What went wrong.
    pub(super) fn failures(&self) -> Vec<String> {
        let of_counts = self.counts.as_ref().and_then(|counts| counts.as_ref().err());
        let of_time = match &self.time {
            Some(Time::Failed(error)) => Some(error),
            _ => None,
        };
        of_counts.into_iter().chain(of_time).map(|error| format!("{} {}: {error}", self.target, self.name)).collect()
    }

    /// In what the head is worse, if in anything: more instructions alone are not.
    pub(super) fn worse(&self) -> Option<String> {
        let mut worse: Vec<String> = Vec::new();
        if let Some([base, head]) = self.measured() {
            let figures = Counts::NAMES.iter().zip(base.iter().zip(head)).take(3);
            worse.extend(
                figures
                    .filter(|(_, (base, head))| head.is_above(**base))
                    .map(|(name, (base, head))| format!("{} {name} after {}", range_text(*head), range_text(*base))),
            );
        }
        if let Some(Time::Measured { ratio: Ratio { verdict: Verdict::Slower, times: Some(times), .. }, .. }) =
            &self.time
        {
            worse.push(plain(&format!("slower, {} ({})", ratio(times.median), range(times.interval))));
        }
        (!worse.is_empty()).then(|| format!("{} {}: {}", self.target, self.name, worse.join("; ")))
    }

    fn cells(&self, is_timed: bool) -> Vec<Cell> {
        let mut cells = vec![Cell::text(&self.target), Cell::text(&self.name)];
        for figure in 0..Counts::NAMES.len() {
            cells.push(match (self.measured(), &self.counts) {
                (Some([base, head]), _) => difference(base[figure], head[figure]),
                (None, Some(_)) => Cell::absent("failed"),
                (None, None) => Cell::absent("-"),
            });
        }
        if is_timed {
            cells.extend(
                self.time.as_ref().map_or_else(|| [Cell::absent("-"), Cell::absent("-"), Cell::absent("-")], of_time),
            );
        }
        cells
    }
}

/// The table of all rows.
pub(super) fn table(rows: &[Row], is_timed: bool) -> Table {
    let mut columns = vec![
        ("target", "target"),
        ("name", "name"),
        ("blocks", "blocks"),
        ("bytes", "bytes"),
        ("peak bytes", "peak_bytes"),
        ("instructions", "instructions"),
    ];
    if is_timed {
        columns.extend([("time", "picoseconds"), ("head / base", "ratio_ppm"), ("verdict", "verdict")]);
    }
    let mut table = Table::new(&columns);
    table.rows = rows.iter().map(|row| row.cells(is_timed)).collect();
    table
}

/// `4`, where both are, or `4 → 5 (+1)`; the base and the head for programs, each its least and its most.
fn difference(base: Range, head: Range) -> Cell {
    let raw = vec![vec![base.low, base.high], vec![head.low, head.high]];
    let text = if base == head {
        range_text(base)
    } else if base.low == base.high && head.low == head.high {
        format!("{} → {} ({:+})", base.low, head.low, head.low - base.low)
    } else if head.is_above(base) || base.is_above(head) {
        format!("{} → {}", range_text(base), range_text(head))
    } else {
        let all = Range { low: base.low.min(head.low), high: base.high.max(head.high) };
        format!("{}, varies", range_text(all))
    };
    Cell::both(text, raw)
}

fn range_text(Range { low, high }: Range) -> String {
    if low == high { low.to_string() } else { format!("{low}–{high}") }
}

/// The cells of the time, of the ratio and of the verdict.
fn of_time(measured: &Time) -> [Cell; 3] {
    match measured {
        Time::EqualPrograms => [Cell::absent("-"), Cell::absent("-"), Cell::text("equal programs")],
        Time::Failed(_) => [Cell::absent("failed"), Cell::absent("-"), Cell::absent("-")],
        Time::Measured { medians, ratio: of_rounds, rounds } => {
            let [base, head] = medians.map(time);
            let times = Cell::both(plain(&format!("{base} → {head}")), medians.to_vec());
            let against = match of_rounds.times {
                Some(times) => Cell::both(
                    plain(&format!("{} ({})", ratio(times.median), range(times.interval))),
                    vec![times.interval[0], times.median, times.interval[1]],
                ),
                None => Cell::absent("-"),
            };
            let word = match of_rounds.times {
                Some(_) => verdict(of_rounds.verdict).to_owned(),
                None => format!("{}: {rounds} rounds are too few", verdict(of_rounds.verdict)),
            };
            [times, against, Cell::text(word)]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Rule;

    fn exact(value: i64) -> Range {
        Range::exact(value)
    }

    fn row(base: [Range; 4], head: [Range; 4], time: Option<Time>) -> Row {
        Row { target: "t".to_owned(), name: "n".to_owned(), counts: Some(Ok([base, head])), time }
    }

    fn timed(base: u64, head: u64) -> Time {
        let ratio = Rule::DEFAULT.compare(&[head; 12], &[base; 12]);
        Time::Measured { medians: [base, head], ratio, rounds: 12 }
    }

    #[test]
    fn figures_that_differ_show_both_and_the_difference() {
        let text = |base, head| difference(base, head).text;
        assert_eq!(text(exact(4), exact(4)), "4");
        assert_eq!(text(exact(4), exact(5)), "4 → 5 (+1)");
        assert_eq!(text(exact(-4), exact(-5)), "-4 → -5 (-1)");
        assert_eq!(text(Range { low: 3, high: 5 }, exact(4)), "3–5, varies");
        assert_eq!(text(Range { low: 3, high: 5 }, exact(7)), "3–7, varies", "as near as the values are to each other");
        assert_eq!(text(Range { low: 3, high: 5 }, exact(8)), "3–5 → 8");
    }

    #[test]
    fn more_instructions_and_slightly_slower_are_not_worse_and_all_else_is() {
        let figures = [exact(1), exact(8), exact(8), exact(100)];
        let with = |index: usize, value| {
            let mut other = figures;
            other[index] = value;
            row(figures, other, None).worse()
        };
        assert_eq!(with(3, exact(900)), None);
        assert_eq!(with(0, exact(0)), None);
        assert_eq!(with(0, Range { low: 1, high: 9 }), None, "it may be the same");
        let varying = |head| row([Range { low: 3, high: 5 }; 4], [exact(head); 4], None).worse();
        assert_eq!((varying(7), varying(8).is_some()), (None, true), "what the table calls varying is not worse");
        assert_eq!(with(0, exact(2)).as_deref(), Some("t n: 2 blocks after 1"));
        assert_eq!(with(1, exact(9)).as_deref(), Some("t n: 9 bytes after 8"));
        assert_eq!(with(2, exact(9)).as_deref(), Some("t n: 9 peak bytes after 8"));
        let slower = |head| row(figures, figures, Some(timed(100_000, head))).worse();
        assert_eq!(slower(102_000), None);
        assert_eq!(slower(105_000).as_deref(), Some("t n: slower, 1.05× (1.05–1.05×)"));
    }

    #[test]
    fn a_row_says_what_is_not_known() {
        let texts = |row: &Row| -> Vec<String> { row.cells(true).into_iter().map(|cell| cell.text).collect() };
        let mut row = row([exact(1); 4], [exact(1); 4], Some(Time::EqualPrograms));
        assert_eq!(texts(&row), ["t", "n", "1", "1", "1", "1", "-", "-", "equal programs"]);
        row.counts = Some(Err("broken".to_owned()));
        row.time = Some(Time::Failed("head: broken, too".to_owned()));
        assert_eq!(texts(&row), ["t", "n", "failed", "failed", "failed", "failed", "failed", "-", "-"]);
        assert_eq!(row.failures(), ["t n: broken", "t n: head: broken, too"]);
        row.counts = None;
        row.time = Some(timed(15_000, 15_000));
        assert_eq!(texts(&row)[2..], ["-", "-", "-", "-", "15.0 ns → 15.0 ns", "1.00× (1.00–1.00×)", "the same"]);
    }
}
