use super::table::{measured_with, table};
use super::{UsageError, shown};
use ::measure::binaries::Programs;
use ::measure::findings::Purpose;
use ::measure::turn::Turn;
use ::measure::{Sources, assemble, binaries, calibration, findings, instructions, renew, seal};
use anyhow::Context;
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use record::calibration::Calibration;
use record::influences::Spread;
use record::instructions::range;
use record::{CALIBRATED, Chapter, Kind, Method, Outcome, Profile, Record, Rule, Workspace};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Count allocations in debug and release, time in interleaved rounds, print the tables and save your records.
///
/// Your records go to `target/workbook/<slug>/`. Each is written whole at the end, so a measurement that is interrupted
/// leaves the old ones as they were. The same command goes on after the last round that was done.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Measure only these experiments; without any, all of them.
    slugs: Vec<String>,
    /// Take a first look: slices and rounds are fewer, so that less can be told, and findings that take long are left out.
    #[arg(long, conflicts_with = "reference")]
    quick: bool,
    /// The largest number of rounds for a case; the default is 128, or 16 with --quick.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    rounds: Option<u64>,
    /// The largest number of minutes for all rounds; the default is 18, or 1 with --quick. Building and counting take
    /// additional time.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..))]
    minutes: Option<u64>,
    /// Replace the records that are committed with the experiments and shown in the book, together with the output of
    /// the tests, the site reports, the heap profiles and the instructions.
    #[arg(long)]
    reference: bool,
    /// Count the instructions of a call, and measure nothing else. That takes no idle machine, but valgrind.
    #[arg(long, conflicts_with_all = ["quick", "rounds", "minutes", "calibrate"])]
    instructions: bool,
    /// Measure the method itself on this machine. From then on, the resolution that this gives is used.
    #[arg(long, conflicts_with_all = ["slugs", "quick", "minutes"])]
    calibrate: bool,
    /// The number of comparisons of equal code in a calibration; half as many comparisons with slowed code are added.
    #[arg(long, value_name = "N", requires = "calibrate", default_value_t = 308, value_parser = clap::value_parser!(u64).range(1..))]
    trials: u64,
    /// Measure what moves a time besides the code: the functions of the calibration under other settings of the compiler, of the C library's
    /// allocator and of the method. --rounds has the rounds of each; the default is 32.
    #[arg(long, conflicts_with_all = ["slugs", "quick", "minutes", "calibrate", "instructions"])]
    influences: bool,
    /// The form of the tables.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What `--reference` writes of a chapter.
const WRITTEN: [Kind; 5] = [Kind::Record, Kind::Output, Kind::Sites, Kind::Heap, Kind::Instructions];

/// Microseconds of a slice: short ones fit between disturbances, and case and baseline have theirs within milliseconds.
const SLICE_US: u64 = 200;
/// Slices of a case in a round, by default and with `--quick`.
const SLICES: [u64; 2] = [60, 8];
/// Rounds at most, likewise.
const ROUNDS: [u64; 2] = [128, 16];
/// Rounds under each setting that may move a time.
const INFLUENCE_ROUNDS: u64 = 32;
/// Minutes of all rounds at most, likewise.
const MINUTES: [u64; 2] = [18, 1];

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let progress = Reporter::default();
    if arguments.calibrate {
        return calibrate(workspace, arguments, &progress);
    }
    if arguments.influences {
        return influences(workspace, arguments, &progress);
    }
    let experiments = workspace.chosen(&arguments.slugs)?;
    if experiments.is_empty() {
        return Err(UsageError("experiments/ is empty; make one with `cargo workbook new SLUG`".to_owned()).into());
    }
    if arguments.instructions {
        return count_instructions(workspace, arguments, &experiments, &progress);
    }
    // Before anything is measured: figures that cannot be saved would be lost.
    for chapter in &experiments {
        for kind in WRITTEN.iter().filter(|kind| **kind == Kind::Record || arguments.reference) {
            record::check_writable(&workspace.destination(chapter, *kind, arguments.reference))?;
        }
    }
    let mut method = method(workspace, arguments.quick, arguments.rounds)?;
    let _turn = Turn::take(workspace, |message| eprintln!("{message}"))?;
    warn_of_load();
    let budget = budget(arguments.quick, arguments.minutes);
    for missing in findings::missing() {
        eprintln!("warning: {missing}; findings that need it are kept as entries without a value");
    }
    let purpose = if arguments.quick { Purpose::FirstLook } else { Purpose::Record };
    let (records, interrupted) = assemble::measure(workspace, &experiments, &mut method, budget, purpose, &progress)?;
    // All are saved before anything else can fail.
    for (experiment, record) in experiments.iter().zip(&records) {
        let file = workspace.destination(experiment, Kind::Record, arguments.reference);
        record.write(&file)?;
        eprintln!("saved {}", shown(workspace, &file));
    }
    interrupted.remove();
    table::print(&tables(&records, arguments.format))?;
    eprintln!("{}", measured_with(&records[0]));
    let mut has_failed = false;
    for record in &records {
        for case in &record.cases {
            for (what, failure) in
                [("debug", case.debug.failure()), ("release", case.release.failure()), ("time", case.time.failure())]
            {
                let Some(failure) = failure else { continue };
                has_failed = true;
                eprintln!("warning: {}: {}: {what}: {failure}", record.experiment, case.id());
            }
        }
        for finding in &record.findings {
            let Some(failure) = finding.value.failure() else { continue };
            has_failed = true;
            eprintln!("warning: {}: finding `{}`: {failure}", record.experiment, finding.key);
        }
    }
    if arguments.reference {
        has_failed |= !renew_beside(workspace, &experiments, &records, &progress)?;
    }
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn benches(workspace: &Workspace, chapters: &[Chapter]) -> anyhow::Result<binaries::Executables> {
    let packages: Vec<&str> = chapters.iter().map(|chapter| chapter.slug.as_str()).collect();
    binaries::benches(workspace, &packages)
}

/// Counts the instructions of a call of each case, saves and prints them.
fn count_instructions(
    workspace: &Workspace,
    arguments: &Arguments,
    chapters: &[Chapter],
    progress: &Reporter,
) -> anyhow::Result<ExitCode> {
    for chapter in chapters {
        record::check_writable(&workspace.destination(chapter, Kind::Instructions, arguments.reference))?;
    }
    let provenance = ::measure::provenance::describe_now(workspace)?;
    let benches = progress.around("building (bench)", || benches(workspace, chapters))?;
    let sources = Sources::read(workspace)?;
    let mut table = Table::new(&[
        ("experiment", "experiment"),
        ("case", "case"),
        ("outside the allocator", "outside"),
        ("in the allocator", "allocator"),
    ]);
    let mut has_failed = false;
    for chapter in chapters {
        let counted = progress.around(&format!("counting the instructions of {}", chapter.slug), || {
            instructions::current(&benches[&chapter.slug])
        })?;
        for one in &counted.cases {
            let mut row = vec![Cell::text(&chapter.slug), Cell::text(&one.case)];
            match &one.per_call {
                Outcome::Measured(per_call) => row
                    .extend([per_call.outside, per_call.allocator].map(|ends| Cell::both(range(ends), ends.to_vec()))),
                other => {
                    has_failed = true;
                    row.extend([Cell::absent(other.reason().unwrap_or_default()), Cell::absent("")]);
                }
            }
            table.rows.push(row);
        }
        let file = workspace.destination(chapter, Kind::Instructions, arguments.reference);
        seal(chapter, &provenance, &sources, counted, &file)?;
        eprintln!("saved {}", shown(workspace, &file));
    }
    table::print(&table.render(arguments.format))?;
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Measures anew what pages show beside the records, and replaces it; whether all of it could be.
fn renew_beside(
    workspace: &Workspace,
    chapters: &[Chapter],
    records: &[Record],
    progress: &Reporter,
) -> anyhow::Result<bool> {
    let shown = pages::shown(workspace.root())?;
    let programs = Programs::build(workspace, chapters, progress)?;
    let benches = benches(workspace, chapters)?;
    let sources = Sources::read(workspace)?;
    let mut are_all_renewed = true;
    for (chapter, record) in chapters.iter().zip(records) {
        let shown = shown.get(&chapter.slug).cloned().unwrap_or_default();
        for kind in WRITTEN.into_iter().filter(|kind| *kind != Kind::Record) {
            let file = chapter.kept(kind);
            let renewed = if kind == Kind::Instructions {
                // They are exact: counted again of the same code on the same machine, they would be the same.
                if instructions::is_current(chapter, &sources)? {
                    continue;
                }
                instructions::current(&benches[&chapter.slug])
                    .and_then(|counted| seal(chapter, &record.provenance, &sources, counted, &file))
            } else {
                renew(kind, workspace, chapter, &programs, &shown, &record.provenance, &sources)
            };
            if let Err(error) = renewed {
                are_all_renewed = false;
                eprintln!("warning: {} stays as it was: {error:#}", workspace.shown(&file));
            }
        }
    }
    Ok(are_all_renewed)
}

/// For people a table an experiment, for programs one document.
fn tables(records: &[Record], format: Format) -> String {
    let of = |record: &Record| table(&record.cases.iter().collect::<Vec<_>>(), Profile::Release);
    if format == Format::Text {
        let titled = records.iter().map(|record| format!("{}\n{}", record.experiment, of(record).render(format)));
        return titled.collect::<Vec<_>>().join("\n");
    }
    let column = ("experiment", "experiment");
    let each = records.iter().map(|record| of(record).under(column, &Cell::text(&record.experiment)));
    let all = each.reduce(|mut all, mut next| {
        all.rows.append(&mut next.rows);
        all
    });
    all.unwrap_or_default().render(format)
}

fn calibrate(workspace: &Workspace, arguments: &Arguments, progress: &Reporter) -> anyhow::Result<ExitCode> {
    // The calibration itself gives the rule.
    let method = with_rule(Rule::DEFAULT, String::new(), false, arguments.rounds);
    let file = workspace.destination(&workspace.calibrated(), Kind::Calibration, arguments.reference);
    record::check_writable(&file)?;
    let _turn = Turn::take(workspace, |message| eprintln!("{message}"))?;
    warn_of_load();
    let calibration = calibration::run(workspace, &method, arguments.trials as usize, progress)?;
    calibration.write(&file)?;
    eprintln!("saved {}", shown(workspace, &file));
    table::print(&super::calibration_table(&calibration).render(arguments.format))?;
    Ok(ExitCode::SUCCESS)
}

fn influences(workspace: &Workspace, arguments: &Arguments, progress: &Reporter) -> anyhow::Result<ExitCode> {
    let method = with_rule(Rule::DEFAULT, String::new(), false, Some(arguments.rounds.unwrap_or(INFLUENCE_ROUNDS)));
    let file = workspace.destination(&workspace.calibrated(), Kind::Influences, arguments.reference);
    record::check_writable(&file)?;
    let _turn = Turn::take(workspace, |message| eprintln!("{message}"))?;
    warn_of_load();
    let influences = ::measure::influences::run(workspace, &method, progress)?;
    influences.write(&file)?;
    eprintln!("saved {}", shown(workspace, &file));
    let mut table = Table::new(&[
        ("setting", "setting"),
        ("function", "function"),
        ("median ns", "median_ps"),
        ("middle half, % of it", "middle_half_per_mille"),
    ]);
    for setting in &influences.settings {
        for (function, rounds) in influences.functions.iter().zip(&setting.rounds_ps) {
            let Some(spread) = Spread::of(rounds) else { continue };
            let half = spread.per_mille();
            table.rows.push(vec![
                Cell::text(&setting.name),
                Cell::text(function),
                Cell::both(format!("{:.1}", spread.median_ps as f64 / 1000.0), spread.median_ps),
                Cell::both(format!("{:.1}", half as f64 / 10.0), half),
            ]);
        }
    }
    table::print(&table.render(arguments.format))?;
    Ok(ExitCode::SUCCESS)
}

/// The method asked for, with the resolution of this machine's calibration, where there is one.
pub(super) fn method(workspace: &Workspace, quick: bool, rounds: Option<u64>) -> anyhow::Result<Method> {
    let (rule, rule_from) = match this_machines_calibration(workspace)? {
        Some(calibration) => (calibration.method.rule, format!("calibration of {}", calibration.provenance.date)),
        None => (Rule::DEFAULT, "default: this machine is not calibrated".to_owned()),
    };
    Ok(with_rule(rule, rule_from, quick, rounds))
}

fn with_rule(rule: Rule, rule_from: String, quick: bool, rounds: Option<u64>) -> Method {
    let [max_rounds, slices] = [ROUNDS, SLICES].map(|of| of[usize::from(quick)]);
    let max_rounds = rounds.unwrap_or(max_rounds);
    Method { max_rounds, slice_us: SLICE_US, slices, is_relinked: true, rule, rule_from }
}

/// The most time for the rounds.
pub(super) fn budget(quick: bool, minutes: Option<u64>) -> Duration {
    Duration::from_secs(60 * minutes.unwrap_or(MINUTES[usize::from(quick)]))
}

/// The reader's calibration; or the committed one, when it is of a machine like this.
fn this_machines_calibration(workspace: &Workspace) -> anyhow::Result<Option<Calibration>> {
    let read = |file: &Path| file.is_file().then(|| Calibration::read(file, CALIBRATED)).transpose();
    if let Some(own) = read(&workspace.own(CALIBRATED, Kind::Calibration)).context("your calibration")? {
        return Ok(Some(own));
    }
    let here = ::measure::provenance::describe(workspace, "");
    let is_alike = |calibration: &Calibration| {
        (&calibration.provenance.cpu, calibration.provenance.cpus) == (&here.cpu, here.cpus)
            && calibration.provenance.os == here.os
    };
    Ok(read(&workspace.calibrated().kept(Kind::Calibration))?.filter(is_alike))
}

pub(super) fn warn_of_load() {
    let load = ::measure::provenance::load_per_mille() as f64 / 1000.0;
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    if load > 0.7 * cpus as f64 {
        eprintln!(
            "warning: the load average is {load:.1} on {cpus} CPUs; close what else runs, or expect wide intervals"
        );
    }
}
