use super::shown;
use crate::figures::ratio;
use anyhow::bail;
use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use record::instructions::{InstructionCounts, range};
use record::print::verdict;
use record::{Case, Chapter, Exact, Kind, Outcome, Record, Time, Verdict, Workspace};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compare two records: by default the book's and yours, for every experiment that you measured.
///
/// Counts are compared exactly. Of times, each record's own verdict and ratio to its baseline are compared, because two
/// tables that were not measured together prove nothing about nanoseconds. Instructions are compared where both were
/// counted on the same kind of machine. The exit status is 1 when counts differ.
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
    /// Of both, where each has a file of them.
    instructions: Option<[InstructionCounts; 2]>,
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
        ("instructions", "instructions"),
    ]);
    let mut counts_differ = false;
    for Pair { a: (name_a, a), b: (name_b, b), instructions } in pairs(workspace, arguments)? {
        eprintln!("A: {name_a}: {}", super::table::measured_with(&a));
        eprintln!("B: {name_b}: {}", super::table::measured_with(&b));
        let only_in_b = b.cases.iter().filter(|case| a.case(&case.id()).is_none());
        for case in a.cases.iter().chain(only_in_b) {
            let id = case.id();
            let row = Row::of(a.case(&id), b.case(&id), &instructions_of(instructions.as_ref(), &id));
            counts_differ |= row.counts_differ;
            if row.is_same && arguments.differences {
                continue;
            }
            let mut cells = vec![Cell::text(&a.experiment), Cell::text(id)];
            cells.extend(row.cells);
            table.rows.push(cells);
        }
    }
    table::print(&table.render(arguments.format))?;
    if table.rows.is_empty() {
        eprintln!("no case differs");
    }
    eprintln!("nanoseconds were not measured together, so they are not compared");
    Ok(if counts_differ { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn pairs(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Vec<Pair>> {
    let pair = |a: &Path, b: &Path| -> anyhow::Result<Pair> {
        let first = Record::read_any(a)?;
        let second = Record::read(b, &first.experiment)?;
        let instructions = match [a, b].map(|file| file.with_file_name(Kind::Instructions.file_name())) {
            [a, b] if a.is_file() && b.is_file() => {
                let read = |file: &Path| InstructionCounts::read(file, &first.experiment);
                Some([read(&a)?, read(&b)?])
            }
            _ => None,
        };
        Ok(Pair { a: (shown(workspace, a), first), b: (shown(workspace, b), second), instructions })
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
    fn of(a: Option<&Case>, b: Option<&Case>, instructions: &str) -> Self {
        let (Some(a), Some(b)) = (a, b) else {
            let only = if a.is_some() { "only in A" } else { "only in B" };
            let cells = vec![
                Cell::text(only),
                Cell::text(only),
                Cell::absent("-"),
                Cell::absent("-"),
                Cell::text("can't tell"),
                Cell::absent("-"),
            ];
            return Self { cells, counts_differ: true, is_same: false };
        };
        let debug = counts(&a.debug, &b.debug);
        let release = counts(&a.release, &b.release);
        let times = ratios(a, b);
        let counts_differ = [&debug, &release].into_iter().any(|verdict| verdict.starts_with("differs"));
        let is_settled = |verdict: &str| !verdict.starts_with("differs") && !verdict.starts_with("can't tell");
        let is_same = [&*debug, &release, &times, instructions].into_iter().all(is_settled);
        let ratio_of = |outcome: &Outcome<Time>| match outcome.measured().and_then(|time| time.ratio.times) {
            Some(times) => Cell::both(ratio(times.median), times.median),
            None => Cell::absent("-"),
        };
        let mut cells = vec![Cell::text(debug), Cell::text(release), ratio_of(&a.time), ratio_of(&b.time)];
        cells.extend([Cell::text(times), Cell::text(instructions)]);
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

/// Whether each record says the same of the case against its baseline: the direction, and how much.
fn ratios(a: &Case, b: &Case) -> String {
    let (first, second) = match (&a.time, &b.time) {
        (Outcome::Measured(a), Outcome::Measured(b)) => (&a.ratio, &b.ratio),
        (Outcome::NotMeasured(_), Outcome::NotMeasured(_)) => return "not timed".to_owned(),
        (a, b) => return cannot_tell("not timed", a, b),
    };
    if a.baseline != b.baseline {
        return format!("can't tell: against {} in A, {} in B", a.baseline, b.baseline);
    }
    let (Some(in_a), Some(in_b)) = (first.times, second.times) else {
        let is_baseline = [first, second].iter().all(|ratio| ratio.verdict == Verdict::Baseline);
        return if is_baseline { "same".to_owned() } else { "can't tell: too few rounds".to_owned() };
    };
    let untold: Vec<&str> = [(first, "A"), (second, "B")]
        .into_iter()
        .filter_map(|(ratio, side)| (ratio.verdict == Verdict::CannotTell).then_some(side))
        .collect();
    if !untold.is_empty() {
        return format!("can't tell in {}", untold.join(" and "));
    }
    let [word_a, word_b] = [first, second].map(|ratio| verdict(ratio.verdict));
    // Two intervals that share a value are of one ratio, as far as these rounds say, on whichever side of a limit they are.
    let overlap = in_a.interval[0] <= in_b.interval[1] && in_b.interval[0] <= in_a.interval[1];
    match (word_a == word_b, overlap) {
        (true, true) => format!("same: {word_a}"),
        (false, true) => format!("same within the intervals: {word_a} in A, {word_b} in B"),
        (true, false) => format!("same direction, another size: {word_a}"),
        (false, false) => format!("differs: {word_a} in A, {word_b} in B"),
    }
}

/// Whether a call takes as many instructions in both, outside of the allocator.
fn instructions_of(both: Option<&[InstructionCounts; 2]>, id: &str) -> String {
    let Some([a, b]) = both else { return "-".to_owned() };
    let counted = |counts: &InstructionCounts| counts.of(id)?.measured().map(|per_call| per_call.outside);
    match (counted(a), counted(b)) {
        _ if a.machine != b.machine => "other machine".to_owned(),
        (Some(a), Some(b)) if a == b => "same".to_owned(),
        (Some(a), Some(b)) => format!("differs: {} and {}", range(a), range(b)),
        _ => "-".to_owned(),
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
    format!("can't tell: {}", reasons.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Rule;

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
        case("by_value", Outcome::Measured(Time::derive(rounds.to_vec(), Some(baseline), Rule::DEFAULT)))
    }

    #[test]
    fn counts_are_compared_field_by_field() {
        let one = Outcome::Measured(Exact::once(8));
        assert_eq!(counts(&one, &one), "same");
        let two = Outcome::Measured(Exact::each(2, 8));
        let expected =
            "differs: allocations 1 and 2, deallocations 1 and 2, requested_bytes 8 and 16, net_bytes 8 and 16";
        assert_eq!(counts(&one, &two), expected);
        assert_eq!(counts(&one, &Outcome::Failed("broken".into())), "can't tell: failed in B");
        assert_eq!(counts(&Outcome::NotMeasured("why".into()), &one), "can't tell: not counted in A");
    }

    #[test]
    fn ratios_are_compared_by_their_verdicts() {
        let (fast, slow) = ([100_000; 12], [150_000; 12]);
        let noisy: Vec<u64> = (0..12).map(|round| 90_000 + 9_000 * round).collect();
        let of = |rounds: &[u64]| timed(rounds, &fast);
        assert_eq!(ratios(&of(&fast), &of(&fast)), "same: the same");
        assert_eq!(ratios(&of(&[102_000; 12]), &of(&fast)), "differs: slightly slower in A, the same in B");
        let wide: Vec<u64> = (0..12).map(|round| 99_400 + 250 * round).collect();
        assert_eq!(
            ratios(&of(&[101_500; 12]), &of(&wide)),
            "same within the intervals: slightly slower in A, the same in B"
        );
        assert_eq!(ratios(&of(&slow), &of(&[400_000; 12])), "same direction, another size: slower");
        assert_eq!(ratios(&of(&slow), &of(&slow)), "same: slower");
        assert_eq!(ratios(&of(&slow), &timed(&fast, &slow)), "differs: slower in A, faster in B");
        assert_eq!(ratios(&of(&slow), &of(&noisy)), "can't tell in B");
        let failed = case("by_value", Outcome::Failed("broken".into()));
        let untimed = case("by_value", Outcome::NotMeasured("why".into()));
        assert_eq!(ratios(&failed, &untimed), "can't tell: failed in A, not timed in B");
        assert_eq!(ratios(&untimed, &untimed), "not timed");
    }

    #[test]
    fn ratios_to_different_baselines_are_not_compared() {
        let (fast, slow) = ([100_000; 12], [150_000; 12]);
        let other = Case { baseline: "arena".to_owned(), ..timed(&slow, &fast) };
        assert_eq!(ratios(&timed(&slow, &fast), &other), "can't tell: against by_value in A, arena in B");
    }
}
