//! Which functions and lines asked for memory, in the views of pprof?

mod sample;
mod view;

use crate::UsageError;
use crate::progress::Reporter;
use crate::table::{self, Cell, Format, Table};
use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use heap_views::sites::Trait;
use heap_views::{Error, Folding, HeapProfile, Reading, Sample, Sources, Values, narrow};
use record::Progress;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use view::{Seen, Shows};

/// Show which functions and lines asked for memory, in the views of pprof.
///
/// The heap profile is a file that your program wrote through dhat, or valgrind for it, or one in pprof's format. flat is what a function or
/// a line asked for itself; cum also contains what the functions it called asked for. Frames of the standard library
/// and of the allocator are left out, so that their figures belong to the line that called them.
#[derive(Debug, Args)]
#[group(id = "heap")]
#[command(args_conflicts_with_subcommands = false)]
pub struct Arguments {
    /// A file that dhat wrote, such as dhat-heap.json, or valgrind's DHAT, or one in pprof's format, such as the
    /// profile.pb.gz of a service; the text that jemalloc writes; or folded stacks, with --sample.
    #[arg(long, value_name = "FILE", global = true)]
    pub file: Option<PathBuf>,
    /// A directory that contains sources of the program; can be given several times. The default is the current
    /// directory.
    #[arg(long, value_name = "DIR", global = true)]
    pub source: Vec<PathBuf>,
    /// Show the difference to this profile. Percentages are of its total.
    #[arg(long, value_name = "FILE", global = true)]
    diff_base: Option<String>,
    /// The program that was profiled, or a library of it, to look up the functions in of a file that has addresses
    /// alone, such as jemalloc's; can be given several times.
    #[arg(long, value_name = "FILE", global = true)]
    program: Vec<PathBuf>,
    /// What is counted. The default is alloc-space, or what the file has first.
    #[arg(long, value_enum, global = true)]
    sample: Option<SampleName>,
    /// Give everything to the innermost function of your own code: one whose file is below --source, and not among the
    /// copies of dependencies that cargo makes (`vendor`, `registry/src`). What libraries ask for then belongs to your
    /// line that called them.
    #[arg(long, conflicts_with = "all_frames", global = true)]
    own: bool,
    /// Leave only stacks in which the name or the file of some function matches this regular expression. The frames of
    /// the standard library are searched, too. Percentages stay those of the whole, as in pprof.
    #[arg(long, value_name = "REGEX", global = true)]
    focus: Option<String>,
    /// Leave out stacks in which the name or the file of some function matches this regular expression.
    #[arg(long, value_name = "REGEX", global = true)]
    ignore: Option<String>,
    /// Also show the frames of the standard library and of the allocator.
    #[arg(long, global = true)]
    all_frames: bool,
    /// Print bytes as integers, without a unit.
    #[arg(long, global = true)]
    exact: bool,
    /// The form of the view. In json and csv, figures are always integers.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
    /// Write the view to this file.
    #[arg(long, value_name = "FILE", global = true)]
    output: Option<PathBuf>,
    /// Write all views to this file, as a page that a browser shows without the network: the functions, the flame graph,
    /// the calls and the source.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "export", "format"], global = true)]
    html: Option<PathBuf>,
    /// Write the profile in the format of another tool, instead of a view, to the file of --output or into a pipe.
    #[arg(long, value_enum, value_name = "FORMAT", global = true)]
    export: Option<Export>,
    /// Replace the file of --output or --html if it exists.
    #[arg(long, global = true)]
    force: bool,
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
    /// The lines that make the most blocks: how large the blocks are, how long they live, and, from valgrind's DHAT, how
    /// much they are read and written.
    ///
    /// A block is short-lived where it lives no longer on the average than the file calls short, small up to 16 bytes,
    /// and hardly used where each byte is read or written at most 0.4 times. All figures are averages over the blocks
    /// of a line.
    Blocks {
        /// Only lines whose blocks are like this.
        #[arg(long, value_enum, value_name = "KIND")]
        only: Option<BlockKind>,
        /// How many lines; 0 for all.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
        count: usize,
    },
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
        /// The profile to compare with, named as --diff-base names it.
        base: String,
        /// The profile to show, named in the same way.
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
            Self::Top(_)
            | Self::List { .. }
            | Self::Peek { .. }
            | Self::Tree
            | Self::Blocks { .. }
            | Self::Diff { .. } => None,
        }
    }
}

/// What blocks may be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum BlockKind {
    /// They live no longer than the file calls short: 10 µs by the crate dhat, 500 instructions by valgrind.
    ShortLived,
    /// They have at most 16 bytes.
    Small,
    /// None of their bytes is read (valgrind).
    NeverRead,
    /// None of their bytes is written (valgrind).
    NeverWritten,
    /// Each byte is read or written at most 0.4 times (valgrind).
    HardlyUsed,
}

impl From<BlockKind> for Trait {
    fn from(kind: BlockKind) -> Self {
        match kind {
            BlockKind::ShortLived => Self::ShortLived,
            BlockKind::Small => Self::Small,
            BlockKind::NeverRead => Self::NeverRead,
            BlockKind::NeverWritten => Self::NeverWritten,
            BlockKind::HardlyUsed => Self::HardlyUsed,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SampleName {
    /// Bytes requested during the whole run; a reallocation adds its full new size.
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

/// Where the profiles of one name are.
#[derive(Debug)]
pub struct Origin {
    /// What each is of, and its file.
    pub profiles: Vec<(String, PathBuf)>,
    /// Directories with the sources of the program.
    pub sources: Vec<PathBuf>,
    /// Functions that say nothing, by how their names begin; see [`Folding::left_out`].
    pub left_out: Vec<String>,
}

impl Origin {
    /// A file that a program wrote.
    ///
    /// # Errors
    ///
    /// When there is no current directory.
    pub fn file(name: &Name, arguments: &Arguments) -> anyhow::Result<Self> {
        let file = match name {
            Name::File(file) => file.clone(),
            Name::Word(word) => PathBuf::from(word),
        };
        let here = || std::env::current_dir().context("the current directory");
        let sources = if arguments.source.is_empty() { vec![here()?] } else { arguments.source.clone() };
        Ok(Self { profiles: vec![(file.display().to_string(), file)], sources, left_out: Vec::new() })
    }
}

/// How a profile is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// As a file, by --file.
    File(PathBuf),
    /// By a word, which is a file unless the caller knows more.
    Word(String),
}

/// The profiles that a command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The one to be shown.
    pub shown: Name,
    /// What is subtracted from it.
    pub base: Option<Name>,
}

impl Arguments {
    /// The profiles that are named; `other` is the one that is named otherwise than by --file. `None` when none is.
    ///
    /// # Errors
    ///
    /// When one is named twice.
    pub fn named(&self, other: Option<&str>) -> Result<Option<Named>, UsageError> {
        let word = |word: &str| Name::Word(word.to_owned());
        let named = |shown: Name| Some(Named { shown, base: self.diff_base.as_deref().map(word) });
        match (&self.view, other, &self.file) {
            (Some(View::Diff { base, other, .. }), None, None) if self.diff_base.is_none() => {
                Ok(Some(Named { shown: word(other), base: Some(word(base)) }))
            }
            (Some(View::Diff { .. }), ..) => {
                Err(UsageError("`diff` names both profiles itself: `heap diff BASE OTHER`".to_owned()))
            }
            (_, Some(other), None) => Ok(named(word(other))),
            (_, None, Some(file)) => Ok(named(Name::File(file.clone()))),
            (_, Some(other), Some(_)) => {
                Err(UsageError(format!("both `{other}` and --file name a profile; leave one of them out")))
            }
            (_, None, None) => Ok(None),
        }
    }
}

/// Shows a file.
///
/// # Errors
///
/// When it cannot be read or shown.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let named = arguments.named(None)?.ok_or_else(|| {
        UsageError("no profile is named; name a file that dhat or pprof wrote with --file".to_owned())
    })?;
    show(arguments, &named, |name| Origin::file(name, arguments))
}

/// Profiles of the same origin, folded.
struct Loaded {
    profiles: Vec<Shown>,
    sources: Sources,
}

/// A profile to be shown.
struct Shown {
    /// What it is of.
    name: String,
    profile: HeapProfile,
    /// The sums of all its stacks, also of those that are left out.
    whole: Values,
    /// What is doubtful about it.
    notes: Vec<String>,
}

/// Shows the profiles that are named. `origin` finds those of a name.
///
/// # Errors
///
/// When they cannot be found, read or shown.
pub fn show(
    arguments: &Arguments,
    named: &Named,
    origin: impl Fn(&Name) -> anyhow::Result<Origin>,
) -> anyhow::Result<ExitCode> {
    if arguments.force && arguments.output.is_none() && arguments.html.is_none() {
        return Err(
            UsageError("--force replaces the file of --output or --html, and neither is given".to_owned()).into()
        );
    }
    let load = |name: &Name| load(arguments, origin(name)?);
    let base = named.base.as_ref().map(load).transpose()?;
    let Loaded { mut profiles, sources } = load(&named.shown)?;
    let sample = sample::chosen(arguments.sample, base.iter().flat_map(|base| &base.profiles).chain(&profiles))?;
    let mut relative_to = 0;
    if let Some(base) = base {
        let [Shown { profile: base, whole, .. }] = base.profiles.as_slice() else {
            return Err(UsageError(
                "a difference needs one base; name its variant, and its size if it has several".to_owned(),
            )
            .into());
        };
        relative_to = whole.get(sample);
        for Shown { profile, .. } in &mut profiles {
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
    let is_difference = named.base.is_some();
    let shows = Shows { arguments, sources: &sources, sample, relative_to, is_difference };
    if let Some(file) = &arguments.html {
        only(&profiles, "--html shows")?;
        if arguments.view.as_ref().is_some_and(|view| !matches!(view, View::Diff { .. })) {
            return Err(UsageError("--html has all views; leave out the one that is named".to_owned()).into());
        }
        let page = profiles.first().map(|shown| shows.page(shown)).transpose()?.unwrap_or_default();
        write("--html", file, page.as_bytes(), arguments.force)?;
        return Ok(ExitCode::SUCCESS);
    }
    let view = arguments.view.clone().unwrap_or(View::Top(Top { cum: false, count: 20 }));
    if let Some(word) = view.picture() {
        only(&profiles, &format!("`{word}` draws"))?;
        if arguments.format != Format::Text {
            return Err(UsageError(format!("`{word}` is a picture and has no --format; leave it out")).into());
        }
    }
    let is_one = profiles.len() == 1;
    let (mut text, mut rows, mut misses) = (String::new(), None::<Table>, Vec::new());
    for Shown { name, profile, whole, .. } in &profiles {
        let seen = match shows.view(&view, profile, whole.get(sample)) {
            Ok(shown) => shown,
            // Another case may have the function.
            Err(error) if matches!(error.downcast_ref(), Some(Error::NoMatch { .. })) => {
                misses.push(error);
                continue;
            }
            Err(error) => return Err(error),
        };
        match seen {
            Seen::Text(view) if is_one => text = view,
            Seen::Text(view) => text += &format!("== {name}\n{view}\n"),
            Seen::Rows(table) if is_one => rows = Some(table),
            Seen::Rows(table) => {
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
        Some(file) => write("--output", file, text.as_bytes(), arguments.force)?,
        None => table::print(&text)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The profile, where there is one.
fn only<'p>(profiles: &'p [Shown], does: &str) -> Result<&'p HeapProfile, UsageError> {
    match profiles {
        [Shown { profile, .. }] => Ok(profile),
        _ => {
            let names: Vec<&str> = profiles.iter().map(|shown| shown.name.as_str()).collect();
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
        Some(file) => write("--output", file, bytes, arguments.force)?,
        None if std::io::stdout().is_terminal() => {
            return Err(UsageError("the file is no text for a terminal; name it with --output".to_owned()).into());
        }
        None => std::io::stdout().write_all(bytes).context("standard output")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn load(arguments: &Arguments, origin: Origin) -> anyhow::Result<Loaded> {
    let mut folding = Folding { all_frames: arguments.all_frames, left_out: origin.left_out, ..Folding::default() };
    let sources = Sources::below(&origin.sources)?;
    let reading = Reading { programs: arguments.program.clone(), counts: arguments.sample.map(Into::into) };
    let mut profiles = Vec::new();
    for (name, file) in origin.profiles {
        folding.made = std::fs::metadata(&file).and_then(|metadata| metadata.modified()).ok();
        let (profile, mut warnings) = read(&file, &reading)?;
        let whole = Values(Sample::ALL.map(|sample| profile.total(sample)));
        let profile = narrow::matching(profile, arguments.focus.as_deref(), arguments.ignore.as_deref())?;
        let (mut profile, more) = heap_views::fold(profile, &sources, &folding)?;
        if arguments.own {
            profile = narrow::own(profile, &sources)?;
        }
        warnings.extend(more);
        let notes: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        for note in &notes {
            eprintln!("warning: {name}: {note}");
        }
        profiles.push(Shown { name, profile, whole, notes });
    }
    Ok(Loaded { profiles, sources })
}

fn read(file: &Path, reading: &Reading) -> anyhow::Result<(HeapProfile, Vec<heap_views::Warning>)> {
    const MIB: u64 = 1 << 20;
    let size = std::fs::metadata(file).map(|metadata| metadata.len()).unwrap_or(0);
    let progress = Reporter::default();
    progress.begin(&format!("reading {}, MiB", file.display()), Some(size / MIB));
    let read = heap_views::read_as(file, reading, &mut || progress.step(""));
    progress.end();
    Ok(read?)
}

/// Writes the file that an option names, whole or not at all.
fn write(option: &str, path: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    let failed = || format!("{option} {}", path.display());
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
