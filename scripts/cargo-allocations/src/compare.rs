//! Do two revisions of a crate allocate alike, and run as fast?

mod exact;
mod harness;
mod program;
mod report;
mod revision;
mod timing;

use crate::UsageError;
use crate::progress::Reporter;
use crate::table::{self, Format};
use anyhow::{Context, bail};
use clap::Args;
use harness::Harness;
use program::{Kind, Program, Settings, Target};
use record::Progress;
use record::rounds::Limits;
use report::Row;
use revision::{Repository, Revision, Tree};
use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Compare two revisions of your crate by its benchmarks and tests: what they allocate, exactly, and how long they take.
///
/// Both revisions are built in a worktree below the target directory; your own files are not touched. Each benchmark of
/// criterion or divan, and each test that is named, is run for one iteration under valgrind, three times: blocks, bytes,
/// the peak and the instructions outside of the allocator are compared, exactly where they repeat. Benchmarks are also timed, the two revisions in turn, in
/// rounds of which each runs another link of the same objects, because the order in which the linker puts functions
/// alone moves times by up to a third.
///
/// Of times, the median of the ratios of the rounds is shown with its 99 % interval, and what it says: slower or faster
/// (beyond 3 %), slightly slower or slightly faster (less), the same, or can't tell. Equal programs are not timed.
///
/// Exit status: 0 when nothing is worse, 1 when the head allocates more blocks or bytes, has a higher peak, or is
/// slower, or when there is no comparison, 2 when the command line is wrong.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The revision to compare with: a branch, a tag or a commit.
    #[arg(long, value_name = "REVISION")]
    base: String,
    /// The revision that is compared. The default is the working tree, with what is not committed.
    #[arg(long, value_name = "REVISION")]
    head: Option<String>,
    /// The package's Cargo.toml, or the directory that contains it. The default is the package of the current directory.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// The package, if the workspace has several.
    #[arg(short, long, value_name = "SPEC")]
    package: Option<String>,
    /// A target of benchmarks; can be given several times. Without --bench, --test and --lib, all of them are compared.
    #[arg(long, value_name = "NAME")]
    bench: Vec<String>,
    /// A target of integration tests, of which what they allocate is compared; can be given several times.
    #[arg(long, value_name = "NAME")]
    test: Vec<String>,
    /// The library's unit tests, likewise.
    #[arg(long)]
    lib: bool,
    /// Compare only benchmarks and tests whose name contains this text.
    filter: Option<String>,
    /// Build with these features, as cargo takes them; can be given several times.
    #[arg(short = 'F', long, value_name = "FEATURES")]
    features: Vec<String>,
    /// Build with all features.
    #[arg(long)]
    all_features: bool,
    /// Build without the feature `default`.
    #[arg(long)]
    no_default_features: bool,
    /// Build this profile.
    #[arg(long, value_name = "NAME", default_value = "bench")]
    profile: String,
    /// Do not time anything.
    #[arg(long)]
    without_times: bool,
    /// Rounds at most, each of another link. What can be told is looked at after 12 of them and every 4.
    #[arg(long, value_name = "NUMBER", default_value_t = 24, value_parser = clap::value_parser!(u64).range(12..=200))]
    rounds: u64,
    /// Minutes that timing may take.
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    minutes: u64,
    /// The form of the table.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A benchmark or test, of both revisions.
#[derive(Clone, Debug)]
struct Compared {
    target: Target,
    name: String,
    harness: Harness,
}

/// The programs of both revisions.
type Programs = BTreeMap<Target, [Program; 2]>;

/// Compares.
///
/// # Errors
///
/// When there is nothing to compare, or a revision does not build.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let progress = Reporter::default();
    let manifest = arguments.manifest_path.clone().map_or_else(crate::manifest_here, Ok)?;
    let directory = directory(&manifest)?;
    let repository = Repository::around(&directory)?;
    let base = repository.revision(&arguments.base)?;
    let head = arguments.head.as_ref().map_or_else(|| repository.working_tree(), |name| repository.revision(name))?;
    eprintln!("base: {}", base.shown());
    eprintln!("head: {}", head.shown());
    let metadata = metadata(&directory)?;
    let place = metadata.target_directory.join("allocations/compare");
    let _turn = turn(&place)?;
    let links = if arguments.without_times { 1 } else { usize::try_from(arguments.rounds)? };
    let programs = build(arguments, &repository, [&base, &head], &metadata, &place, links, &progress)?;
    let compared = compared(&programs, arguments.filter.as_deref())?;
    let mut rows: Vec<Row> = compared.iter().map(Row::new).collect();
    exactly(&programs, &compared, &mut rows, &progress);
    if !arguments.without_times {
        let limits = Limits { max_rounds: arguments.rounds, budget: Duration::from_secs(60 * arguments.minutes) };
        times(&programs, &compared, &mut rows, limits, &place.join("criterion"), &progress)?;
    }
    table::print(&report::table(&rows, !arguments.without_times).render(arguments.format))?;
    for row in rows.iter().flat_map(Row::failures) {
        eprintln!("note: {row}");
    }
    let worse: Vec<String> = rows.iter().filter_map(Row::worse).collect();
    for row in &worse {
        eprintln!("worse: {row}");
    }
    Ok(if worse.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The directory of a manifest, or the one that is named in its place.
fn directory(manifest: &Path) -> anyhow::Result<PathBuf> {
    let directory = if manifest.is_dir() { manifest } else { manifest.parent().unwrap_or(manifest) };
    let directory = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
    if !directory.join("Cargo.toml").is_file() {
        let name = directory.display();
        bail!(UsageError(format!("{name}: no Cargo.toml; change into a package, or name one with --manifest-path")));
    }
    directory.canonicalize().with_context(|| directory.display().to_string())
}

/// Of cargo's metadata, what is needed here.
#[derive(serde::Deserialize)]
struct Metadata {
    target_directory: PathBuf,
    workspace_root: PathBuf,
}

fn metadata(directory: &Path) -> anyhow::Result<Metadata> {
    let mut command = heap_sites::of_directory("cargo", directory);
    let output = command.args(["metadata", "--format-version", "1", "--no-deps"]).output();
    let output = output.context("cargo cannot be run; is it on PATH?")?;
    if !output.status.success() {
        bail!("cargo: {}", String::from_utf8_lossy(&output.stderr).trim().trim_start_matches("error: "));
    }
    serde_json::from_slice(&output.stdout).context("what cargo metadata printed")
}

/// The right to use the place; two comparisons at once would disturb each other.
fn turn(place: &Path) -> anyhow::Result<File> {
    std::fs::create_dir_all(place).with_context(|| place.display().to_string())?;
    let path = place.join("lock");
    let open = || File::options().read(true).write(true).create(true).truncate(false).open(&path);
    let file = open().with_context(|| path.display().to_string())?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            bail!("another comparison is under way below {}; wait for its end", place.display())
        }
        // No locks on this file system: then nobody is waited for.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Builds both revisions, in one worktree, and keeps their programs.
fn build(
    arguments: &Arguments,
    repository: &Repository,
    revisions: [&Revision; 2],
    metadata: &Metadata,
    place: &Path,
    links: usize,
    progress: &Reporter,
) -> anyhow::Result<Programs> {
    let settings = settings(arguments, place);
    let chosen = chosen(arguments);
    let tree = Tree::new(repository, place.join("tree"), revisions[0])?;
    let lock_file = metadata.workspace_root.join("Cargo.lock");
    let mut sides: [BTreeMap<Target, Program>; 2] = Default::default();
    for ((revision, side), name) in revisions.into_iter().zip(&mut sides).zip(["base", "head"]) {
        let context = || format!("{name}, {}", revision.shown());
        tree.check_out(revision).with_context(context)?;
        // A library may keep its lock file to itself; both revisions get the same dependencies.
        if let Some(copy) = tree.place_of(&lock_file)
            && lock_file.is_file()
            && !copy.exists()
        {
            std::fs::copy(&lock_file, &copy).with_context(|| copy.display().to_string())?;
        }
        eprintln!("building {}", context());
        let directory = tree.package();
        let built = program::build(&directory, &settings, &chosen).with_context(context)?;
        progress.begin(&format!("linking {name}"), Some(built.len() as u64));
        for program in &built {
            let Target { kind, name: target } = &program.0;
            // Tests are not timed.
            let links = if *kind == Kind::Bench { links } else { 1 };
            let kept = place.join("programs").join(name).join(format!("{kind:?}-{target}"));
            side.insert(
                program.0.clone(),
                program::keep(&directory, &settings, program, links, &kept).with_context(context)?,
            );
            progress.step(target);
        }
        progress.end();
    }
    let [mut base, head] = sides;
    for target in base.keys().filter(|target| !head.contains_key(target)) {
        eprintln!("note: {} is in the base only", target.name);
    }
    let mut programs = Programs::new();
    for (target, program) in head {
        match base.remove(&target) {
            Some(of_base) => {
                if links > 1 && target.kind == Kind::Bench && of_base.links.len().min(program.links.len()) == 1 {
                    eprintln!(
                        "note: {}: this linker keeps functions in one order, so every round runs the same link, and a difference of up to a third may be the order's",
                        target.name
                    );
                }
                programs.insert(target, [of_base, program]);
            }
            None => eprintln!("note: {} is in the head only", target.name),
        }
    }
    Ok(programs)
}

fn settings(arguments: &Arguments, place: &Path) -> Settings {
    let mut options: Vec<String> = Vec::new();
    if let Some(package) = &arguments.package {
        options.extend(["--package".to_owned(), package.clone()]);
    }
    let flags = [(arguments.all_features, "--all-features"), (arguments.no_default_features, "--no-default-features")];
    options.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned()));
    options.extend(arguments.features.iter().map(|name| format!("--features={name}")));
    Settings { arguments: options, profile: arguments.profile.clone(), target_directory: place.join("target") }
}

fn chosen(arguments: &Arguments) -> Vec<Target> {
    let of = |kind, names: &[String]| -> Vec<Target> {
        names.iter().map(|name| Target { kind, name: name.clone() }).collect()
    };
    let mut chosen = of(Kind::Bench, &arguments.bench);
    chosen.extend(of(Kind::Test, &arguments.test));
    chosen.extend(arguments.lib.then(|| Target { kind: Kind::Lib, name: String::new() }));
    chosen
}

/// The benchmarks and tests that both revisions have.
fn compared(programs: &Programs, filter: Option<&str>) -> anyhow::Result<Vec<Compared>> {
    let mut compared = Vec::new();
    for (target, sides) in programs {
        let list = |program: &Program| {
            Harness::of(&program.links[0], target.kind == Kind::Bench).with_context(|| target.name.clone())
        };
        let [(_, base), (harness, head)] = [list(&sides[0])?, list(&sides[1])?];
        for (name, only) in base.iter().map(|name| (name, &head)).chain(head.iter().map(|name| (name, &base))) {
            if !only.contains(name) {
                let side = if std::ptr::eq(only, &head) { "base" } else { "head" };
                eprintln!("note: {} {name} is in the {side} only", target.name);
            }
        }
        let is_meant = |name: &String| base.contains(name) && filter.is_none_or(|text| name.contains(text));
        let of = |name| Compared { target: target.clone(), name, harness };
        compared.extend(head.iter().filter(|name| is_meant(name)).cloned().map(of));
    }
    if compared.is_empty() {
        bail!(UsageError(
            "nothing to compare: the two revisions have no benchmark in common that is asked for; name a target of tests with --test, or unit tests with --lib".to_owned()
        ));
    }
    Ok(compared)
}

/// Fills in what is exact.
fn exactly(programs: &Programs, compared: &[Compared], rows: &mut [Row], progress: &Reporter) {
    if let Err(reason) = exact::is_possible() {
        eprintln!("note: {reason}");
        return;
    }
    progress.begin("running each under valgrind", Some(compared.len() as u64));
    let mut counter = exact::Counter::default();
    for (one, row) in compared.iter().zip(rows) {
        let mut of = |side: usize| counter.ranges(&programs[&one.target][side].links[0], one.harness, &one.name);
        row.counts = Some(of(0).and_then(|base| Ok([base, of(1)?])).map_err(|error| format!("{error:#}")));
        progress.step(&one.name);
    }
    progress.end();
}

/// Fills in what the rounds say.
fn times(
    programs: &Programs,
    compared: &[Compared],
    rows: &mut [Row],
    limits: Limits,
    criterion: &Path,
    progress: &Reporter,
) -> anyhow::Result<()> {
    let mut open = Vec::new();
    for (index, one) in compared.iter().enumerate().filter(|(_, one)| one.harness != Harness::Tests) {
        let [base, head] = &programs[&one.target];
        if program::is_same(&base.links[0], &head.links[0])? {
            rows[index].time = Some(report::Time::EqualPrograms);
        } else {
            open.push(index);
        }
    }
    let cases: Vec<&Compared> = open.iter().map(|index| &compared[*index]).collect();
    for (index, time) in open.iter().zip(timing::run(programs, &cases, limits, criterion, progress)?) {
        rows[*index].time = Some(time);
    }
    Ok(())
}
