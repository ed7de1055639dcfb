//! `cargo workbook heap`.

mod view;

use super::UsageError;
use crate::format::{self, Cell, Format, Table};
use crate::progress::Bar;
use ::measure::binaries;
use ::measure::{Progress, Sources as Digests, heap};
use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use heap_views::{Error, Folding, HeapProfile, Sample, Sources};
use record::{Kind, Record, Workspace, workspace};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use view::{Shown, Shows};

/// Show which functions and lines asked for memory, in the views of pprof.
///
/// The heap profile is made by dhat. It is that of an experiment's case, which is built and run for it, or a file
/// that your own program wrote. flat is what a function or a line asked for itself; cum also contains what the
/// functions it called asked for. Frames of the standard library and of the allocator are left out, so that their
/// figures belong to the line that called them.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub(crate) struct Arguments {
    /// A case of an experiment: SLUG, SLUG/VARIANT or SLUG/VARIANT/SIZE. Without a variant, all cases are shown one
    /// after the other.
    case: Option<String>,
    /// A file that dhat wrote, such as dhat-heap.json, or one in pprof's format, such as the profile.pb.gz of a
    /// service.
    #[arg(long, value_name = "FILE", global = true)]
    file: Option<PathBuf>,
    /// A directory that contains sources of the program; can be given several times. The default is the current
    /// directory. For a case, the workbook's sources are always found.
    #[arg(long, value_name = "DIR", global = true)]
    source: Vec<PathBuf>,
    /// Show the difference to this profile, a case or a file. Percentages are of its total.
    #[arg(long, value_name = "CASE|FILE", global = true)]
    diff_base: Option<String>,
    /// What is counted.
    #[arg(long, value_enum, default_value_t, global = true)]
    sample: SampleName,
    /// Also show the frames of the standard library and of the allocator.
    #[arg(long, global = true)]
    all_frames: bool,
    /// Build the case without optimisation.
    #[arg(long, global = true)]
    debug: bool,
    /// Print bytes as integers, without a unit.
    #[arg(long, global = true)]
    exact: bool,
    /// The form of the view. In json and csv, figures are always integers.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
    /// Write the view to this file.
    #[arg(long, value_name = "FILE", global = true)]
    output: Option<PathBuf>,
    /// Write the profile in the format of another tool, instead of a view, to the file of --output or into a pipe.
    #[arg(long, value_enum, value_name = "FORMAT", global = true)]
    export: Option<Export>,
    /// Replace the file of --output if it exists.
    #[arg(long, requires = "output", global = true)]
    force: bool,
    /// Replace the profiles that are committed with the experiment and shown in the book, as `cargo workbook measure
    /// --reference` does, without measuring anything.
    #[arg(long, requires = "case", conflicts_with_all = ["file", "diff_base", "all_frames", "debug", "output", "format"])]
    reference: bool,
    #[command(subcommand)]
    view: Option<View>,
}

#[derive(Clone, Debug, Subcommand)]
enum View {
    /// The functions that ask for the most memory. This is the default view.
    Top(Top),
    /// The source of a function, with flat and cum beside each line.
    List {
        /// A regular expression that its name matches.
        function: String,
    },
    /// A function, with its callers above it and its callees below it.
    Peek {
        /// A regular expression that its name matches.
        function: String,
    },
    /// Every function, in the form of `peek`.
    Tree,
    /// The call graph as an SVG picture, on stdout or in the file of --output.
    Graph {
        /// The largest number of functions to draw.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 40)]
        count: usize,
    },
    /// The flame graph as an SVG picture, on stdout or in the file of --output.
    Flame {
        /// Draw callees below their callers.
        #[arg(long)]
        inverted: bool,
        /// The picture's width in pixels.
        #[arg(long, value_name = "PIXELS", default_value_t = 900)]
        width: usize,
    },
    /// The difference between two profiles: `top` of OTHER with --diff-base BASE.
    Diff {
        /// The profile to compare with: a case, or a file.
        base: String,
        /// The profile to show: a case, or a file.
        other: String,
        #[command(flatten)]
        top: Top,
    },
}

impl View {
    /// The word on the command line of a view that is a picture, of one profile.
    fn picture(&self) -> Option<&'static str> {
        match self {
            Self::Graph { .. } => Some("graph"),
            Self::Flame { .. } => Some("flame"),
            Self::Top(_) | Self::List { .. } | Self::Peek { .. } | Self::Tree | Self::Diff { .. } => None,
        }
    }
}

/// Formats of other tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Export {
    /// For `go tool pprof` and the tools that read its files: gzipped, with every sample, and with the paths of the
    /// sources on this machine.
    Pprof,
}

#[derive(Clone, Debug, Args)]
struct Top {
    /// Sort by cum.
    #[arg(long)]
    cum: bool,
    /// How many functions; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    count: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum SampleName {
    /// Bytes requested during the whole run; a reallocation adds its full new size.
    #[default]
    AllocSpace,
    /// Blocks made during the whole run; a reallocation counts as a block.
    AllocObjects,
    /// Bytes live when the most bytes were live.
    PeakSpace,
    /// Blocks live at that moment.
    PeakObjects,
    /// Bytes live at the end of the run.
    EndSpace,
    /// Blocks live at the end of the run.
    EndObjects,
}

impl From<SampleName> for Sample {
    fn from(name: SampleName) -> Self {
        match name {
            SampleName::AllocSpace => Self::AllocSpace,
            SampleName::AllocObjects => Self::AllocObjects,
            SampleName::PeakSpace => Self::PeakSpace,
            SampleName::PeakObjects => Self::PeakObjects,
            SampleName::EndSpace => Self::EndSpace,
            SampleName::EndObjects => Self::EndObjects,
        }
    }
}

/// Profiles of the same origin, folded.
struct Loaded {
    /// What each is of, and the profile.
    profiles: Vec<(String, HeapProfile)>,
    sources: Sources,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.reference {
        return super::renew(workspace, arguments.case.as_slice(), Kind::Heap);
    }
    let (input, base) = inputs(arguments)?;
    for input in std::iter::once(&input).chain(&base) {
        refuse_unknown(workspace, input)?;
    }
    let base = base.map(|base| load(workspace, arguments, &base)).transpose()?;
    let Loaded { mut profiles, sources } = load(workspace, arguments, &input)?;
    let mut relative_to = 0;
    if let Some(base) = base {
        let [(_, base)] = base.profiles.as_slice() else {
            return Err(UsageError(
                "a difference needs one base; name its variant, and its size if it has several".to_owned(),
            )
            .into());
        };
        relative_to = base.total(arguments.sample.into());
        for (_, profile) in &mut profiles {
            *profile = heap_views::diff(base, profile)?;
        }
    }
    if let Some(Export::Pprof) = arguments.export {
        let profile = only(&profiles, "--export writes")?;
        if let Some(view) = &arguments.view {
            return Err(UsageError(format!(
                "--export writes the profile and no view; leave out {}",
                view.picture().map_or_else(|| "the view".to_owned(), |word| format!("`{word}`"))
            ))
            .into());
        }
        let locate = |file: &str| Some(sources.file(file)?.absolute.clone());
        return save(arguments, &heap_views::pprof::encode(profile, locate)?);
    }
    let view = arguments.view.clone().unwrap_or(View::Top(Top { cum: false, count: 20 }));
    if let Some(word) = view.picture() {
        only(&profiles, &format!("`{word}` draws"))?;
        if arguments.format != Format::Text {
            return Err(UsageError(format!("`{word}` is a picture and has no --format; leave it out")).into());
        }
    }
    let shows = Shows { arguments, sources: &sources, relative_to };
    let is_one = profiles.len() == 1;
    let (mut text, mut rows, mut misses) = (String::new(), None::<Table>, Vec::new());
    for (name, profile) in &profiles {
        let shown = match shows.view(&view, profile) {
            Ok(shown) => shown,
            // Another case may have the function.
            Err(error) if matches!(error.downcast_ref(), Some(Error::NoMatch { .. })) => {
                misses.push(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        match shown {
            Shown::Text(view) if is_one => text = view,
            Shown::Text(view) => text += &format!("== {name}\n{view}\n"),
            Shown::Rows(table) if is_one => rows = Some(table),
            Shown::Rows(table) => {
                let table = table.under(("case", "case"), &Cell::text(name));
                match &mut rows {
                    Some(rows) => rows.rows.extend(table.rows),
                    None => rows = Some(table),
                }
            }
        }
    }
    if misses.len() == profiles.len()
        && let Some(miss) = misses.pop()
    {
        return Err(miss);
    }
    if let Some(rows) = rows {
        text = rows.render(arguments.format);
    }
    match &arguments.output {
        Some(file) => write(file, text.as_bytes(), arguments.force)?,
        None => format::print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The profile, where there is one.
fn only<'p>(profiles: &'p [(String, HeapProfile)], does: &str) -> Result<&'p HeapProfile, UsageError> {
    match profiles {
        [(_, profile)] => Ok(profile),
        _ => {
            let names: Vec<&str> = profiles.iter().map(|(name, _)| name.as_str()).collect();
            Err(UsageError(format!(
                "{does} one profile, but there are several: {}; name one of them",
                names.join(", ")
            )))
        }
    }
}

/// Writes bytes to the file of --output, or to stdout where that is no terminal.
fn save(arguments: &Arguments, bytes: &[u8]) -> anyhow::Result<ExitCode> {
    match &arguments.output {
        Some(file) => write(file, bytes, arguments.force)?,
        None if std::io::stdout().is_terminal() => {
            return Err(UsageError("the file is no text for a terminal; name it with --output".to_owned()).into());
        }
        None => std::io::stdout().write_all(bytes).context("standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a profile comes from.
enum Input {
    Case { slug: String, case: Option<String> },
    File(PathBuf),
}

impl Input {
    /// What ends in `.json`, `.pb` or `.gz` or is a file is one; anything else is a case.
    fn named(name: &str) -> Self {
        let path = Path::new(name);
        if path.is_file()
            || path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("json" | "pb" | "gz")))
        {
            return Self::File(path.to_owned());
        }
        let (slug, case) = name.split_once('/').map_or((name, None), |(slug, case)| (slug, Some(case)));
        Self::Case { slug: slug.to_owned(), case: case.map(str::to_owned) }
    }
}

/// The profile to be shown, and what is subtracted from it.
fn inputs(arguments: &Arguments) -> Result<(Input, Option<Input>), UsageError> {
    let named = |name: &String| Input::named(name);
    match (&arguments.view, &arguments.case, &arguments.file) {
        (Some(View::Diff { base, other, .. }), None, None) if arguments.diff_base.is_none() => {
            Ok((named(other), Some(named(base))))
        }
        (Some(View::Diff { .. }), ..) => {
            Err(UsageError("`diff` names both profiles itself: `cargo workbook heap diff BASE OTHER`".to_owned()))
        }
        (_, Some(case), None) => Ok((named(case), arguments.diff_base.as_ref().map(named))),
        (_, None, Some(file)) => Ok((Input::File(file.clone()), arguments.diff_base.as_ref().map(named))),
        (_, Some(case), Some(_)) => {
            Err(UsageError(format!("both `{case}` and --file name a profile; leave one of them out")))
        }
        (_, None, None) => Err(UsageError(
            "no profile is named; name an experiment, as in `cargo workbook heap boxed-return`, or a file with --file"
                .to_owned(),
        )),
    }
}

fn load(workspace: &Workspace, arguments: &Arguments, input: &Input) -> anyhow::Result<Loaded> {
    let mut folding = Folding { all_frames: arguments.all_frames, ..Folding::default() };
    let (files, roots) = match input {
        Input::File(file) => {
            let here = || std::env::current_dir().context("the current directory");
            let roots = if arguments.source.is_empty() { vec![here()?] } else { arguments.source.clone() };
            (vec![(file.display().to_string(), file.clone())], roots)
        }
        Input::Case { slug, case } => {
            let experiment = workspace.chosen(std::slice::from_ref(slug))?.remove(0);
            let bar = Bar::default();
            let programs = bar.around(&format!("building {slug} for dhat"), || {
                binaries::chapters(workspace, &[slug], !arguments.debug)
            })?;
            let program = programs.get(slug).context("a program that was built")?;
            let profiles = bar.around(&format!("running {slug} under dhat"), || {
                heap::profiles(program, &experiment, case.as_deref())
            })?;
            if profiles.is_empty() {
                return Err(UsageError(format!("{slug}: dhat cannot run in any of these cases; name another")).into());
            }
            folding.left_out = heap::harness();
            let files = profiles.into_iter().map(|(case, file)| (format!("{slug}/{case}"), file));
            let roots = std::iter::once(workspace.root().to_owned()).chain(arguments.source.clone());
            (files.collect(), roots.collect())
        }
    };
    let sources = Sources::below(&roots)?;
    let mut profiles = Vec::new();
    for (name, file) in files {
        folding.made = std::fs::metadata(&file).and_then(|metadata| metadata.modified()).ok();
        let (profile, mut warnings) = read(&file)?;
        let (profile, more) = heap_views::fold(profile, &sources, &folding)?;
        warnings.extend(more);
        for warning in warnings {
            eprintln!("warning: {name}: {warning}");
        }
        profiles.push((name, profile));
    }
    Ok(Loaded { profiles, sources })
}

/// Refuses a case that is none before minutes go by in building the program that knows them all.
///
/// The record has the cases of the sources that were measured. What it lacks may be new: a variant that has a file, or a size of sources
/// that changed since.
fn refuse_unknown(workspace: &Workspace, input: &Input) -> anyhow::Result<()> {
    let Input::Case { slug, case: Some(case) } = input else { return Ok(()) };
    let experiment = &workspace.chosen(std::slice::from_ref(slug))?[0];
    let Ok(record) = Record::read(&experiment.kept(Kind::Record), &experiment.slug) else { return Ok(()) };
    let Err(unknown) = workspace::cases(&record, case) else { return Ok(()) };
    let variant = case.split('/').next().unwrap_or(case);
    let has_file = experiment.directory.join("src").join(format!("{variant}.rs")).is_file();
    let is_new = has_file && Digests::read(workspace)?.of(experiment)? != record.sources;
    if is_new { Ok(()) } else { Err(unknown.into()) }
}

fn read(file: &Path) -> anyhow::Result<(HeapProfile, Vec<heap_views::Warning>)> {
    const MIB: u64 = 1 << 20;
    let size = std::fs::metadata(file).map(|metadata| metadata.len()).unwrap_or(0);
    let bar = Bar::default();
    bar.begin(&format!("reading {}, MiB", file.display()), Some(size / MIB));
    let read = heap_views::read(file, &mut |_| bar.step(""));
    bar.end();
    Ok(read?)
}

/// Writes the file of --output, whole or not at all.
fn write(path: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    let failed = || format!("--output {}", path.display());
    if path.exists() && !force {
        let message = format!("{}: the file exists; name another, or replace it with --force", failed());
        return Err(UsageError(message).into());
    }
    // Writing would make a directory that is not there, and its name may be a slip.
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
    if let Some(directory) = directory.filter(|directory| !directory.is_dir()) {
        bail!("{}: {} is not a directory", failed(), directory.display());
    }
    record::write_whole(path, bytes).with_context(failed)?;
    eprintln!("saved {}", path.display());
    Ok(())
}
