use super::{UsageError, shown};
use anyhow::bail;
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table, counted};
use clap::Args;
use record::matrix::{Build, Calls, Elsewhere, Lto, Matrix, OptLevel, Panic, Reading, Setting};
use record::{Chapter, Kind, Workspace};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Count the allocations of an experiment's variants under other settings of the compiler: opt-level, codegen units,
/// LTO, panic.
///
/// cargo builds two programs under each setting of its release profile. The first declares no allocator, and valgrind
/// counts its calls of malloc. The second declares `stats_alloc`: `counter` is what that counts, and
/// `malloc_beside_counter` is what valgrind counts in the same program. Your matrix goes to
/// `target/workbook/<slug>/matrix.json`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The experiment; without one, all that have a matrix.
    slug: Option<String>,
    /// Replace the matrix that is committed with the experiment and shown in the book. Its settings stay as they are
    /// unless you give others.
    #[arg(long, conflicts_with_all = ["compare", "rustc", "opt_level"])]
    reference: bool,
    /// Use another compiler: the path of its executable, such as "$(rustup which rustc --toolchain nightly)".
    #[arg(long, value_name = "PATH")]
    rustc: Option<PathBuf>,
    /// Only these opt-levels, out of 0,1,2,3,s,z.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    opt_level: Vec<OptLevel>,
    /// Only these numbers of codegen units, out of 1,16.
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = units)]
    codegen_units: Vec<u32>,
    /// Only these kinds of LTO, out of off,local,thin,fat; `local` is cargo's `lto = false`.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    lto: Vec<Lto>,
    /// Only these panic strategies, out of unwind,abort.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    panic: Vec<Panic>,
    /// Compare your matrix with the book's, at the settings that both have, instead of making one. The exit status is
    /// 1 when a cell differs.
    #[arg(long, conflicts_with_all = ["rustc", "opt_level", "codegen_units", "lto", "panic"])]
    compare: bool,
    /// The form of the table. Text and markdown show what differs from cargo's release profile, json and csv every
    /// cell.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn units(word: &str) -> Result<u32, String> {
    let known = || Build::CODEGEN_UNITS.map(|units| units.to_string()).join(", ");
    let units = word.parse().ok().filter(|units| Build::CODEGEN_UNITS.contains(units));
    units.ok_or_else(|| format!("`{word}` is none of {}", known()))
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut experiments = workspace.chosen(arguments.slug.as_slice())?;
    if arguments.slug.is_none() {
        experiments.retain(|experiment| experiment.kept(Kind::Matrix).is_file());
        if experiments.is_empty() {
            let all = workspace.chapters()?.into_iter().map(|experiment| experiment.slug).collect::<Vec<_>>();
            let message = format!("no experiment has a matrix yet; name one of: {}", all.join(", "));
            return Err(UsageError(message).into());
        }
    }
    if arguments.compare {
        compare(workspace, &experiments, arguments.format)
    } else {
        make(workspace, &experiments, arguments)
    }
}

fn make(workspace: &Workspace, experiments: &[Chapter], arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let settings = settings(arguments)?;
    let rustc = match &arguments.rustc {
        // A bare name is looked up on PATH; a path means what it means here, wherever cargo runs.
        Some(path) if path.components().count() > 1 => Some(std::path::absolute(path)?),
        other => other.clone(),
    };
    // Before the first takes minutes.
    for experiment in experiments {
        record::check_writable(&workspace.destination(experiment, Kind::Matrix, arguments.reference))?;
    }
    let mut table = Table::default();
    let mut has_failed = false;
    for experiment in experiments {
        // The committed matrix is made again at its own settings.
        let kept = Matrix::read(&experiment.kept(Kind::Matrix), &experiment.slug).ok();
        let kept = kept
            .filter(|_| arguments.reference && settings == Setting::default_choice())
            .map(|matrix| matrix.body.settings);
        let settings = kept.as_ref().unwrap_or(&settings);
        let matrix = ::matrix::make(workspace, experiment, rustc.as_deref(), settings, &Reporter::default())?;
        let file = workspace.destination(experiment, Kind::Matrix, arguments.reference);
        matrix.write(&file)?;
        eprintln!("saved {}: {}", shown(workspace, &file), made_with(&matrix));
        for failure in &matrix.failures {
            has_failed = true;
            eprintln!("warning: {}: {}: {}", experiment.slug, failure.setting, failure.error);
        }
        let next = match arguments.format {
            Format::Text | Format::Markdown => summary(&matrix),
            Format::Json | Format::Csv => every_cell(&matrix),
        };
        table.columns = next.columns;
        table.rows.extend(next.rows);
    }
    table::print(&table.render(arguments.format))?;
    Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The settings asked for: those of the book, at the opt-levels named, or every combination of what is named otherwise.
fn settings(arguments: &Arguments) -> anyhow::Result<Vec<Setting>> {
    fn is_asked<T: PartialEq>(asked: &[T], value: &T) -> bool {
        asked.is_empty() || asked.contains(value)
    }
    let names_builds = !(arguments.codegen_units.is_empty() && arguments.lto.is_empty() && arguments.panic.is_empty());
    let mut settings = if names_builds { Setting::all() } else { Setting::default_choice() };
    settings.retain(|Setting { opt_level, build }| {
        is_asked(&arguments.opt_level, opt_level)
            && is_asked(&arguments.codegen_units, &build.codegen_units)
            && is_asked(&arguments.lto, &build.lto)
            && is_asked(&arguments.panic, &build.panic)
    });
    if settings.is_empty() {
        let message = "no setting is left: `--lto local` needs `--codegen-units 16`, with one unit it is `off`";
        return Err(UsageError(message.to_owned()).into());
    }
    Ok(settings)
}

fn made_with(matrix: &Matrix) -> String {
    let rustc = matrix.provenance.compiler();
    let settings = counted(matrix.settings.len(), "setting");
    format!("{settings}, made {} with {rustc}", matrix.provenance.date)
}

fn cell(calls: Option<Calls>) -> Cell {
    calls.map_or_else(|| Cell::absent("failed"), |calls| Cell::text(calls.to_string()))
}

/// A row a variant at cargo's release profile, opt-level by opt-level, and a row for each set of builds that differ from it.
fn summary(matrix: &Matrix) -> Table {
    let mut table = Table::new(&[("experiment", "experiment"), ("variant", "variant")]);
    table.columns.extend(matrix.opt_levels().iter().map(|level| (level.word(), level.word())));
    table.columns.push(("build", "build"));
    for variant in &matrix.variants {
        let at = |base| Elsewhere { builds: vec![base], cells: matrix.at_build(&variant.malloc, base) };
        let base = matrix.base().map(at);
        for Elsewhere { builds, cells } in base.into_iter().chain(matrix.elsewhere(&variant.malloc)) {
            let mut row = vec![Cell::text(&matrix.experiment), Cell::text(&variant.variant)];
            row.extend(cells.into_iter().map(cell));
            row.push(Cell::text(matrix.describe(&builds)));
            table.rows.push(row);
        }
    }
    table
}

/// The columns that say which cell of which matrix a row is about.
const CELL: [(&str, &str); 6] = [
    ("experiment", "experiment"),
    ("variant", "variant"),
    ("opt-level", "opt_level"),
    ("codegen units", "codegen_units"),
    ("lto", "lto"),
    ("panic", "panic"),
];

/// A row a variant and setting.
fn every_cell(matrix: &Matrix) -> Table {
    let mut table = Table::new(&CELL);
    for (title, key) in [
        ("malloc", "malloc"),
        ("malloc, reallocations", "malloc_reallocations"),
        ("counter", "counter"),
        ("counter, reallocations", "counter_reallocations"),
        ("malloc beside counter", "malloc_beside_counter"),
        ("malloc beside counter, reallocations", "malloc_beside_counter_reallocations"),
    ] {
        table.columns.push((title, key));
    }
    for variant in &matrix.variants {
        for (index, setting) in matrix.settings.iter().enumerate() {
            let mut row = vec![Cell::text(&matrix.experiment), Cell::text(&variant.variant)];
            row.extend(setting_cells(*setting));
            for reading in Reading::ALL {
                row.extend(match variant.row(reading).0[index] {
                    Some(calls) => [calls.allocations, calls.reallocations].map(Cell::integer),
                    None => [const { "failed" }; 2].map(Cell::absent),
                });
            }
            table.rows.push(row);
        }
    }
    table
}

fn setting_cells(Setting { opt_level, build }: Setting) -> [Cell; 4] {
    [
        Cell::text(opt_level.word()),
        Cell::integer(build.codegen_units),
        Cell::text(build.lto.word()),
        Cell::text(build.panic.word()),
    ]
}

/// Every cell in which the book's matrix and the reader's differ.
fn compare(workspace: &Workspace, experiments: &[Chapter], format: Format) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(&CELL);
    table.columns.extend([("reading", "reading"), ("book", "book"), ("mine", "mine")]);
    for experiment in experiments {
        let slug = &experiment.slug;
        let own = workspace.own(slug, Kind::Matrix);
        let book = read(workspace, "book", &experiment.kept(Kind::Matrix), slug)?;
        if !own.is_file() {
            bail!("{}: there is none; make yours first: `cargo workbook matrix {slug}`", shown(workspace, &own));
        }
        let mine = read(workspace, "mine", &own, slug)?;
        if book.sources != mine.sources {
            eprintln!(
                "warning: {slug}: the two were not made of the same sources; make yours again with `cargo workbook matrix {slug}`"
            );
        }
        let common: Vec<Setting> = mine.settings.iter().copied().filter(|it| book.settings.contains(it)).collect();
        if common.is_empty() {
            bail!(
                "{}: no setting of it is in the book's; make it again with `cargo workbook matrix {slug}`",
                shown(workspace, &own)
            );
        }
        let before = table.rows.len();
        let only_mine = mine.variants.iter().filter(|variant| book.variant(&variant.variant).is_none());
        for variant in book.variants.iter().chain(only_mine) {
            for reading in Reading::ALL {
                for setting in &common {
                    let at = |matrix: &Matrix| {
                        let variant = matrix.variant(&variant.variant)?;
                        Some(matrix.cell(variant.row(reading), *setting))
                    };
                    let (book, mine) = (at(&book), at(&mine));
                    if book != mine {
                        let mut row = vec![Cell::text(slug), Cell::text(&variant.variant)];
                        row.extend(setting_cells(*setting));
                        row.push(Cell::text(reading.name()));
                        row.extend([book, mine].map(|at| at.map_or_else(|| Cell::absent("no such variant"), cell)));
                        table.rows.push(row);
                    }
                }
            }
        }
        let differing = table.rows.len() - before;
        eprintln!(
            "{slug}: {} of the book's {} compared, {} differ{}",
            common.len(),
            counted(book.settings.len(), "setting"),
            counted(differing, "cell"),
            if differing == 1 { "s" } else { "" }
        );
    }
    table::print(&table.render(format))?;
    Ok(if table.rows.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads a matrix, and says what it is.
fn read(workspace: &Workspace, name: &str, file: &Path, slug: &str) -> anyhow::Result<Matrix> {
    let matrix = Matrix::read(file, slug)?;
    eprintln!("{name}: {}: {}", shown(workspace, file), made_with(&matrix));
    Ok(matrix)
}
