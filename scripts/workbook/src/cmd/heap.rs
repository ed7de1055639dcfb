use super::UsageError;
use crate::format::{self, Cell, Format, Table};
use crate::progress::Bar;
use ::measure::binaries::{self, Target};
use ::measure::{Progress, heap};
use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use heap_views::calls::{Call, CallGraph, Node, Order};
use heap_views::text::{self, percent};
use heap_views::{Error, Folding, HeapProfile, Listing, Sample, Sources, Unit};
use pages::drawings::{self, FlameOptions, GraphOptions};
use record::{Kind, Workspace};
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which functions and lines asked for the memory: a heap profile of dhat, in the views that pprof has.
///
/// The profile is that of an experiment's case, which is built and run for it, or a file that your own program wrote with dhat.
/// flat is what a function or a line asked for itself, cum adds what was asked for in the functions it called.
/// Frames of the standard library and the allocator are left out, so that the line that caused them has their figures.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = false)]
pub(crate) struct Arguments {
    /// A case of an experiment: SLUG, SLUG/VARIANT or SLUG/VARIANT/SIZE; without a variant, all of them, one after the other.
    case: Option<String>,
    /// A file that dhat wrote, such as dhat-heap.json, or one in pprof's format, such as a service's profile.pb.gz.
    #[arg(long, value_name = "FILE", global = true)]
    file: Option<PathBuf>,
    /// Where the sources of the program are; again for another place. The current directory unless it is given; of a case, beside the workbook's.
    #[arg(long, value_name = "DIR", global = true)]
    source: Vec<PathBuf>,
    /// Show what the profile has more than this one, a case or a file; percentages are of this one's total.
    #[arg(long, value_name = "CASE|FILE", global = true)]
    diff_base: Option<String>,
    /// What is counted.
    #[arg(long, value_enum, default_value_t, global = true)]
    sample: SampleName,
    /// Show the frames of the standard library and the allocator, too.
    #[arg(long, global = true)]
    all_frames: bool,
    /// Build the case without optimisation.
    #[arg(long, global = true)]
    debug: bool,
    /// Write bytes as integers, without a unit.
    #[arg(long, global = true)]
    exact: bool,
    /// The form of the view; figures are always integers in json and csv.
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
    /// Write the view to a file.
    #[arg(long, value_name = "FILE", global = true)]
    output: Option<PathBuf>,
    /// Write the profile in another tool's format instead of a view, with --output or into a pipe.
    #[arg(long, value_enum, value_name = "FORMAT", global = true)]
    export: Option<Export>,
    /// Replace the file of --output if it exists.
    #[arg(long, requires = "output", global = true)]
    force: bool,
    /// Replace the profiles committed with the experiment and shown in the book, as `cargo workbook measure --reference` does, without measuring.
    #[arg(long, requires = "case", conflicts_with_all = ["file", "diff_base", "all_frames", "debug", "output", "format"])]
    reference: bool,
    #[command(subcommand)]
    view: Option<View>,
}

#[derive(Clone, Debug, Subcommand)]
enum View {
    /// The functions that ask for the most; the view unless another is named.
    Top(Top),
    /// The source of a function, with flat and cum beside each line.
    List {
        /// A regular expression that its name matches.
        function: String,
    },
    /// A function, with its callers above it and the functions it calls below it.
    Peek {
        /// A regular expression that its name matches.
        function: String,
    },
    /// Every function, as `peek` shows it.
    Tree,
    /// The call graph as a picture, SVG: with --output, or on stdout.
    Graph {
        /// The most functions that are drawn.
        #[arg(short = 'n', long, value_name = "N", default_value_t = 40)]
        count: usize,
    },
    /// The flame graph as a picture, SVG: with --output, or on stdout.
    Flame {
        /// Callees below their callers.
        #[arg(long)]
        inverted: bool,
        /// The picture's width in pixels.
        #[arg(long, value_name = "PIXELS", default_value_t = 900)]
        width: usize,
    },
    /// What one profile has more than another: `top` of OTHER with --diff-base BASE.
    Diff {
        /// A case, or a file that dhat wrote.
        base: String,
        /// A case, or a file that dhat wrote.
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
    /// For `go tool pprof` and what else reads its files: gzipped, with every sample, and the sources by their paths on this machine.
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
    /// Bytes requested in the whole run; a reallocation adds its full new size.
    #[default]
    AllocSpace,
    /// Blocks made in the whole run; a reallocation is a block.
    AllocObjects,
    /// Bytes live at the instant at which the most bytes were.
    PeakSpace,
    /// Blocks live at that instant.
    PeakObjects,
    /// Bytes live at the end.
    EndSpace,
    /// Blocks live at the end.
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
            Err(UsageError(format!("{does} one profile, and these are meant: {}; name one", names.join(", "))))
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
            bar.begin(&format!("building {slug} for dhat"), None);
            let programs = binaries::build(workspace, &[slug], Target::Example("profile"), !arguments.debug);
            bar.end();
            let programs = programs?;
            let program = programs.get(slug).context("a program that was built")?;
            bar.begin(&format!("running {slug} under dhat"), None);
            let profiles = heap::profiles(program, &experiment, case.as_deref());
            bar.end();
            let profiles = profiles?;
            if profiles.is_empty() {
                return Err(UsageError(format!("{slug}: dhat cannot run in any of these cases; name another")).into());
            }
            folding.left_out = heap::harness(slug);
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

fn read(file: &Path) -> anyhow::Result<(HeapProfile, Vec<heap_views::Warning>)> {
    if is_of_pprof(file) {
        let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
        let profile = heap_views::pprof::decode(&bytes).with_context(|| file.display().to_string())?;
        return Ok((profile, Vec::new()));
    }
    const MIB: u64 = 1 << 20;
    let size = std::fs::metadata(file).map(|metadata| metadata.len()).unwrap_or(0);
    let bar = Bar::default();
    let is_long = size > 16 * MIB;
    if is_long {
        bar.begin(&format!("reading {}, MiB", file.display()), Some(size / MIB));
    }
    let read = heap_views::dhat::read(file, &mut |_| bar.step(""));
    bar.end();
    Ok(read?)
}

/// Whether a file is in pprof's format and not in dhat's, which is text: gzipped, or named `.pb`.
fn is_of_pprof(file: &Path) -> bool {
    let mut begin = [0; 2];
    let is_gzipped =
        std::fs::File::open(file).and_then(|mut file| file.read_exact(&mut begin)).is_ok() && begin == [0x1f, 0x8b];
    is_gzipped || file.extension().is_some_and(|extension| extension == "pb")
}

enum Shown {
    Text(String),
    Rows(Table),
}

struct Shows<'a> {
    arguments: &'a Arguments,
    sources: &'a Sources,
    /// The total that percentages are of; 0 for the profile's own.
    relative_to: i64,
}

impl Shows<'_> {
    fn view(&self, view: &View, profile: &HeapProfile) -> anyhow::Result<Shown> {
        let sample = self.arguments.sample.into();
        let graph = || CallGraph::new(profile, sample).relative_to(self.relative_to);
        let is_text = self.arguments.format == Format::Text;
        Ok(match view {
            View::Top(top) | View::Diff { top, .. } => {
                let graph = graph().sorted(if top.cum { Order::Cum } else { Order::Flat });
                let count = if top.count == 0 { graph.nodes.len() } else { top.count };
                if is_text {
                    Shown::Text(text::top(&graph, count, self.unit()))
                } else {
                    Shown::Rows(self.top(&graph, count))
                }
            }
            View::Peek { function } => {
                let graph = graph();
                self.tree(&graph, &graph.matching(function)?)
            }
            View::Tree => {
                let graph = graph();
                self.tree(&graph, &(0..graph.nodes.len()).collect::<Vec<_>>())
            }
            View::Graph { count } => {
                let options = GraphOptions { max_functions: *count, ..GraphOptions::default() };
                Shown::Text(drawings::graph(profile, &graph(), &options)? + "\n")
            }
            View::Flame { inverted, width } => {
                let options = FlameOptions { sample, width: *width, is_inverted: *inverted };
                Shown::Text(drawings::flame(profile, &options)? + "\n")
            }
            View::List { function } => {
                let (listing, warnings) = heap_views::list(profile, sample, function, self.sources)?;
                for warning in warnings {
                    eprintln!("warning: {warning}");
                }
                let listing = listing.relative_to(self.relative_to);
                if is_text { Shown::Text(text::list(&listing, self.unit())) } else { Shown::Rows(self.list(&listing)) }
            }
        })
    }

    fn tree(&self, graph: &CallGraph, places: &[usize]) -> Shown {
        if self.arguments.format == Format::Text {
            Shown::Text(text::tree(graph, places, self.unit()))
        } else {
            Shown::Rows(self.calls(graph, places))
        }
    }

    fn unit(&self) -> Unit {
        if self.arguments.exact { Unit::Exact } else { Unit::Scaled }
    }

    fn figure(&self, value: i64) -> Cell {
        Cell::both(self.unit().figure(value, self.arguments.sample.into()), value)
    }

    fn top(&self, graph: &CallGraph, count: usize) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("flat", "flat"),
            ("flat %", "flat_percent"),
            ("sum %", "sum_percent"),
            ("cum", "cum"),
            ("cum %", "cum_percent"),
        ]);
        let mut sum = 0;
        for Node { function, flat, cum, .. } in graph.nodes.iter().take(count) {
            sum += flat;
            table.rows.push(vec![
                Cell::text(function),
                self.figure(*flat),
                share(*flat, graph.total),
                share(sum, graph.total),
                self.figure(*cum),
                share(*cum, graph.total),
            ]);
        }
        table
    }

    /// A row for each function and each of its calls.
    fn calls(&self, graph: &CallGraph, places: &[usize]) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("row", "row"),
            ("other", "other"),
            ("figure", "figure"),
            ("inlined", "inlined"),
        ]);
        for node in places.iter().map(|place| &graph.nodes[*place]) {
            let own = |row: &str, value| {
                vec![
                    Cell::text(&node.function),
                    Cell::text(row),
                    Cell::absent(""),
                    self.figure(value),
                    Cell::absent(""),
                ]
            };
            let call = |row: &str, call: &Call| {
                let other = &graph.nodes[call.node].function;
                let inlined = Cell::both(if call.is_inlined { "yes" } else { "no" }, call.is_inlined);
                vec![Cell::text(&node.function), Cell::text(row), Cell::text(other), self.figure(call.value), inlined]
            };
            table.rows.extend(node.callers.iter().map(|caller| call("caller", caller)));
            table.rows.extend([own("flat", node.flat), own("cum", node.cum)]);
            table.rows.extend(node.callees.iter().map(|callee| call("callee", callee)));
        }
        table
    }

    fn list(&self, listing: &Listing) -> Table {
        let mut table = Table::new(&[
            ("function", "function"),
            ("file", "file"),
            ("line", "line"),
            ("flat", "flat"),
            ("cum", "cum"),
            ("source", "source"),
        ]);
        for routine in &listing.routines {
            for line in &routine.lines {
                let source = line.text.as_ref();
                table.rows.push(vec![
                    Cell::text(&routine.function),
                    Cell::text(&routine.file),
                    Cell::integer(line.number),
                    self.figure(line.flat),
                    self.figure(line.cum),
                    source.map_or(Cell::absent(""), |source| Cell::text(source.trim_end())),
                ]);
            }
        }
        table
    }
}

fn share(value: i64, total: i64) -> Cell {
    let percentage = if total == 0 { 0.0 } else { (value as f64 / total as f64).abs() * 100.0 };
    Cell::both(percent(value, total), percentage)
}

/// Writes a file as a whole or not at all.
fn write(path: &Path, bytes: &[u8], force: bool) -> anyhow::Result<()> {
    let failed = || format!("--output {}", path.display());
    let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(directory).with_context(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).with_context(failed)?;
    // A temporary file is its maker's alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644)).with_context(failed)?;
    }
    let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
    match kept {
        Ok(_) => {
            eprintln!("saved {}", path.display());
            Ok(())
        }
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(UsageError(format!(
            "--output {}: the file exists; name another, or replace it with --force",
            path.display()
        ))
        .into()),
        Err(error) => Err(error.error).with_context(failed),
    }
}
