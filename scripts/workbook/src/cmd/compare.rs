use super::table::verdict;
use crate::format::{Cell, Format, Table, ratio};
use ::measure::Workspace;
use anyhow::bail;
use clap::Args;
use record::{Case, Exact, Outcome, Record, Time, Verdict};
use std::path::PathBuf;
use std::process::ExitCode;

/// Two records side by side: by default the book's and yours, of every experiment you measured.
///
/// Counts are compared exactly. Times are compared only as each record's own ratios to its baseline, because two tables that were
/// not measured together prove nothing about nanoseconds. Exit status 1 when counts differ.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A record's file; or an experiment, to compare the book's record with yours.
    a: Option<String>,
    /// A second record's file; without it, A is compared with the book's record of the same experiment.
    b: Option<PathBuf>,
    /// Only cases in which something differs or cannot be told.
    #[arg(long)]
    differences: bool,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

struct Pair {
    a: (String, Record),
    b: (String, Record),
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(&[
        ("experiment", "experiment"),
        ("case", "case"),
        ("debug counts", "debug_counts"),
        ("release counts", "release_counts"),
        ("ratio A", "ratio_a_ppm"),
        ("ratio B", "ratio_b_ppm"),
        ("time against the baseline", "ratios"),
    ]);
    let mut counts_differ = false;
    for Pair { a: (name_a, a), b: (name_b, b) } in pairs(workspace, arguments)? {
        if arguments.format == Format::Text {
            eprintln!("A: {name_a}: {}", super::table::measured_with(&a));
            eprintln!("B: {name_b}: {}", super::table::measured_with(&b));
        }
        let only_in_b = b.cases.iter().filter(|case| a.case(&case.id()).is_none());
        for case in a.cases.iter().chain(only_in_b) {
            let id = case.id();
            let row = Row::of(a.case(&id), b.case(&id));
            counts_differ |= row.counts_differ;
            if row.is_same && arguments.differences {
                continue;
            }
            let mut cells = vec![Cell::text(&a.experiment), Cell::text(id)];
            cells.extend(row.cells);
            table.rows.push(cells);
        }
    }
    print!("{}", table.render(arguments.format));
    if arguments.format == Format::Text {
        eprintln!("Nanoseconds: not measured together, so nothing is said of them.");
    }
    Ok(if counts_differ { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn pairs(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Pair>> {
    let name = |file: &PathBuf| file.strip_prefix(workspace.root()).unwrap_or(file).display().to_string();
    let pair = |a: PathBuf, b: PathBuf| -> anyhow::Result<Pair> {
        let first = record::read(&a)?;
        let second = record::read_for(&b, &first.experiment)?;
        Ok(Pair { a: (name(&a), first), b: (name(&b), second) })
    };
    match (&arguments.a, &arguments.b) {
        (Some(a), Some(b)) => Ok(vec![pair(PathBuf::from(a), b.clone())?]),
        (Some(a), None) if PathBuf::from(a).is_file() => {
            let mine = record::read(&PathBuf::from(a))?;
            let experiment = workspace.chosen(&[mine.experiment])?.remove(0);
            Ok(vec![pair(experiment.reference(), PathBuf::from(a))?])
        }
        (Some(slug), None) => {
            let experiment = workspace.chosen(std::slice::from_ref(slug))?.remove(0);
            Ok(vec![pair(experiment.reference(), workspace.own_record(&experiment.slug))?])
        }
        (None, _) => {
            let mut pairs = Vec::new();
            for experiment in workspace.experiments()? {
                let own = workspace.own_record(&experiment.slug);
                if own.is_file() {
                    pairs.push(pair(experiment.reference(), own)?);
                }
            }
            if pairs.is_empty() {
                bail!("no record of yours in target/workbook; measure first: `cargo workbook measure`");
            }
            Ok(pairs)
        }
    }
}

struct Row {
    cells: Vec<Cell>,
    counts_differ: bool,
    is_same: bool,
}

impl Row {
    fn of(a: Option<&Case>, b: Option<&Case>) -> Self {
        let (Some(a), Some(b)) = (a, b) else {
            let only = if a.is_some() { "only in A" } else { "only in B" };
            let cells = vec![
                Cell::text(only),
                Cell::text(only),
                Cell::absent("-"),
                Cell::absent("-"),
                Cell::text("cannot tell"),
            ];
            return Self { cells, counts_differ: true, is_same: false };
        };
        let debug = counts(&a.debug, &b.debug);
        let release = counts(&a.release, &b.release);
        let times = ratios(&a.time, &b.time);
        let counts_differ = [&debug, &release].into_iter().any(|verdict| verdict.starts_with("differs"));
        let is_same = !counts_differ && times == "same" && debug == "same" && release == "same";
        let ratio_of = |outcome: &Outcome<Time>| match outcome.measured().and_then(|time| time.ratio.floor_ppm) {
            Some(ppm) => Cell::both(ratio(ppm), ppm),
            None => Cell::absent("-"),
        };
        let cells =
            vec![Cell::text(debug), Cell::text(release), ratio_of(&a.time), ratio_of(&b.time), Cell::text(times)];
        Self { cells, counts_differ, is_same }
    }
}

/// `same`, or what differs.
fn counts(a: &Outcome<Exact>, b: &Outcome<Exact>) -> String {
    match (a, b) {
        (Outcome::Measured(a), Outcome::Measured(b)) if a == b => "same".to_owned(),
        (Outcome::Measured(a), Outcome::Measured(b)) => {
            let differing: Vec<String> = a
                .fields()
                .into_iter()
                .zip(b.fields())
                .filter(|((_, a), (_, b))| a != b)
                .map(|((name, a), (_, b))| format!("{name} {a} and {b}"))
                .collect();
            format!("differs: {}", differing.join(", "))
        }
        (Outcome::NotMeasured(_), Outcome::NotMeasured(_)) => "same".to_owned(),
        _ => "cannot tell: not measured in both".to_owned(),
    }
}

/// Whether each record says the same of the case against its baseline.
fn ratios(a: &Outcome<Time>, b: &Outcome<Time>) -> String {
    let (a, b) = match (a, b) {
        (Outcome::Measured(a), Outcome::Measured(b)) => (a.ratio.verdict, b.ratio.verdict),
        (Outcome::NotMeasured(_), Outcome::NotMeasured(_)) => return "same".to_owned(),
        _ => return "cannot tell: not measured in both".to_owned(),
    };
    match (a, b) {
        (Verdict::Inconclusive, _) | (_, Verdict::Inconclusive) => "cannot tell".to_owned(),
        (a, b) if a == b => "same".to_owned(),
        (a, b) => format!("differs: {} and {}", verdict(a), verdict(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(rounds: &[u64], baseline: &[u64]) -> Outcome<Time> {
        Outcome::Measured(Time::derive(rounds.to_vec(), Some(baseline), 30_000))
    }

    #[test]
    fn counts_are_compared_field_by_field() {
        let one = Outcome::Measured(Exact::once(8));
        assert_eq!(counts(&one, &one), "same");
        let two = Outcome::Measured(Exact::each(2, 8));
        let expected =
            "differs: allocations 1 and 2, deallocations 1 and 2, requested_bytes 8 and 16, net_bytes 8 and 16";
        assert_eq!(counts(&one, &two), expected);
        assert!(counts(&one, &Outcome::Failed("broken".into())).starts_with("cannot tell"));
    }

    #[test]
    fn ratios_are_compared_by_their_verdicts() {
        let (fast, slow) = ([100_000; 12], [150_000; 12]);
        let noisy: Vec<u64> = (0..12).map(|round| 100_000 + 9_000 * round).collect();
        assert_eq!(ratios(&time(&slow, &fast), &time(&slow, &fast)), "same");
        assert_eq!(ratios(&time(&slow, &fast), &time(&fast, &slow)), "differs: slower and faster");
        assert_eq!(ratios(&time(&slow, &fast), &time(&noisy, &fast)), "cannot tell");
    }
}
