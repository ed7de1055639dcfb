use super::shown;
use crate::format::{self, Cell, Format, Table, ratio};
use anyhow::bail;
use clap::Args;
use record::print::verdict;
use record::{Case, Chapter, Exact, Kind, Outcome, Record, Time, Verdict, Workspace};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare two records: by default the book's and yours, for every experiment that you measured.
///
/// Counts are compared exactly. Times are compared only as each record's own ratios to its baseline, because two
/// tables that were not measured together prove nothing about nanoseconds. The exit status is 1 when counts differ.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// An experiment, for the book's record of it; or a record's file.
    a: Option<String>,
    /// A second record's file. Without it, the book's record is compared with yours, or with the file given as A.
    b: Option<PathBuf>,
    /// Show only cases that differ, or for which it cannot be decided.
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
        eprintln!("A: {name_a}: {}", super::table::measured_with(&a));
        eprintln!("B: {name_b}: {}", super::table::measured_with(&b));
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
    format::print(&table.render(arguments.format))?;
    if table.rows.is_empty() {
        eprintln!("no case differs");
    }
    eprintln!("nanoseconds were not measured together, so nothing is said of them");
    Ok(if counts_differ { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn pairs(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Pair>> {
    let pair = |a: &Path, b: &Path| -> anyhow::Result<Pair> {
        let first = Record::read_any(a)?;
        let second = Record::read(b, &first.experiment)?;
        Ok(Pair { a: (shown(workspace, a), first), b: (shown(workspace, b), second) })
    };
    let Some(a) = &arguments.a else {
        let mut pairs = Vec::new();
        for experiment in workspace.chapters()? {
            let own = workspace.own(&experiment.slug, Kind::Record);
            if own.is_file() {
                pairs.push(pair(&experiment.kept(Kind::Record), &own)?);
            }
        }
        if pairs.is_empty() {
            let directory = workspace.own_directory();
            bail!("{}: no record of yours; measure first: `cargo workbook measure`", shown(workspace, &directory));
        }
        return Ok(pairs);
    };
    let (first, second) = match (is_file(a), &arguments.b) {
        (true, Some(b)) => (PathBuf::from(a), b.clone()),
        (true, None) => (experiment_of(workspace, Path::new(a))?.kept(Kind::Record), PathBuf::from(a)),
        (false, b) => {
            let experiment = workspace.chosen(std::slice::from_ref(a))?.remove(0);
            let second = b.clone().unwrap_or_else(|| workspace.own(&experiment.slug, Kind::Record));
            (experiment.kept(Kind::Record), second)
        }
    };
    Ok(vec![pair(&first, &second)?])
}

/// Whether a word names a file rather than an experiment: no slug has a dot or a slash.
fn is_file(name: &str) -> bool {
    name.contains(['.', '/', '\\']) || Path::new(name).is_file()
}

/// The experiment whose record `file` is.
fn experiment_of(workspace: &Workspace, file: &Path) -> anyhow::Result<Chapter> {
    let slug = Record::read_any(file)?.experiment;
    match workspace.chapters()?.into_iter().find(|experiment| experiment.slug == slug) {
        Some(experiment) => Ok(experiment),
        None => bail!(
            "{}: field `experiment` is `{slug}`, which is not in this workspace; name two files to compare records of other experiments",
            file.display()
        ),
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
        let times = ratios(a, b);
        let counts_differ = [&debug, &release].into_iter().any(|verdict| verdict.starts_with("differs"));
        let is_settled = |verdict: &&String| !verdict.starts_with("differs") && !verdict.starts_with("cannot tell");
        let is_same = [&debug, &release, &times].iter().all(is_settled);
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
            let differing: Vec<String> = a.differing(b).map(|(name, a, b)| format!("{name} {a} and {b}")).collect();
            format!("differs: {}", differing.join(", "))
        }
        (Outcome::NotMeasured(_), Outcome::NotMeasured(_)) => "not counted".to_owned(),
        _ => cannot_tell("not counted", a, b),
    }
}

/// Whether each record says the same of the case against its baseline.
fn ratios(a: &Case, b: &Case) -> String {
    let (first, second) = match (&a.time, &b.time) {
        (Outcome::Measured(a), Outcome::Measured(b)) => (a.ratio.verdict, b.ratio.verdict),
        (Outcome::NotMeasured(_), Outcome::NotMeasured(_)) => return "not timed".to_owned(),
        (a, b) => return cannot_tell("not timed", a, b),
    };
    if a.baseline != b.baseline {
        return format!("cannot tell: against {} in A, {} in B", a.baseline, b.baseline);
    }
    match (first, second) {
        (Verdict::Inconclusive, Verdict::Inconclusive) => "cannot tell: inconclusive in both".to_owned(),
        (Verdict::Inconclusive, _) => "cannot tell: inconclusive in A".to_owned(),
        (_, Verdict::Inconclusive) => "cannot tell: inconclusive in B".to_owned(),
        (Verdict::Baseline | Verdict::Same, second) if first == second => "same".to_owned(),
        (first, second) if first == second => format!("same: {}", verdict(first)),
        (first, second) => format!("differs: {} in A, {} in B", verdict(first), verdict(second)),
    }
}

fn cannot_tell<T>(not_measured: &str, a: &Outcome<T>, b: &Outcome<T>) -> String {
    let reasons: Vec<String> = [(a, "A"), (b, "B")]
        .into_iter()
        .filter_map(|(outcome, side)| match outcome {
            Outcome::Measured(_) => None,
            Outcome::NotMeasured(_) => Some(format!("{not_measured} in {side}")),
            Outcome::Failed(_) => Some(format!("failed in {side}")),
        })
        .collect();
    format!("cannot tell: {}", reasons.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(baseline: &str, time: Outcome<Time>) -> Case {
        Case {
            variant: "boxed".to_owned(),
            size: None,
            about: String::new(),
            baseline: baseline.to_owned(),
            debug: Outcome::Measured(Exact::NONE),
            release: Outcome::Measured(Exact::NONE),
            time,
        }
    }

    fn timed(rounds: &[u64], baseline: &[u64]) -> Case {
        case("by_value", Outcome::Measured(Time::derive(rounds.to_vec(), Some(baseline), 30_000)))
    }

    #[test]
    fn counts_are_compared_field_by_field() {
        let one = Outcome::Measured(Exact::once(8));
        assert_eq!(counts(&one, &one), "same");
        let two = Outcome::Measured(Exact::each(2, 8));
        let expected =
            "differs: allocations 1 and 2, deallocations 1 and 2, requested_bytes 8 and 16, net_bytes 8 and 16";
        assert_eq!(counts(&one, &two), expected);
        assert_eq!(counts(&one, &Outcome::Failed("broken".into())), "cannot tell: failed in B");
        assert_eq!(counts(&Outcome::NotMeasured("why".into()), &one), "cannot tell: not counted in A");
    }

    #[test]
    fn ratios_are_compared_by_their_verdicts() {
        let (fast, slow) = ([100_000; 12], [150_000; 12]);
        let noisy: Vec<u64> = (0..12).map(|round| 100_000 + 9_000 * round).collect();
        let of = |rounds: &[u64]| timed(rounds, &fast);
        assert_eq!(ratios(&of(&fast), &of(&fast)), "same");
        assert_eq!(ratios(&of(&slow), &of(&slow)), "same: slower");
        assert_eq!(ratios(&of(&slow), &timed(&fast, &slow)), "differs: slower in A, faster in B");
        assert_eq!(ratios(&of(&slow), &of(&noisy)), "cannot tell: inconclusive in B");
        let failed = case("by_value", Outcome::Failed("broken".into()));
        let untimed = case("by_value", Outcome::NotMeasured("why".into()));
        assert_eq!(ratios(&failed, &untimed), "cannot tell: failed in A, not timed in B");
        assert_eq!(ratios(&untimed, &untimed), "not timed");
    }

    #[test]
    fn ratios_to_different_baselines_are_not_compared() {
        let (fast, slow) = ([100_000; 12], [150_000; 12]);
        let other = Case { baseline: "arena".to_owned(), ..timed(&slow, &fast) };
        assert_eq!(ratios(&timed(&slow, &fast), &other), "cannot tell: against by_value in A, arena in B");
    }
}
