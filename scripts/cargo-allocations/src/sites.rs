//! Which lines of a crate still call the allocator once it is compiled?

mod baseline;
pub(crate) mod finding;
mod github;
mod json;
mod rustc;
mod sarif;
mod summary;

use crate::UsageError;
use crate::progress::Reporter;
use crate::table;
use crate::watch::Watched;
use anyhow::Context;
use baseline::Baseline;
use clap::{Args, ValueEnum};
use finding::Findings;
use heap_sites::{Features, FileReport, NoAllocations, Report, Request, Source, Survey, TargetName, annotated};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use summary::Summary;

/// List the source lines that still call the allocator after compilation.
///
/// Builds at opt-level 0 and in the release profile, and prints a summary and one line for each site: `path:line:col:
/// message`. A message begins with heap (the line calls the allocator), may (it calls a library function that can reach
/// the allocator), elided (it reaches the allocator at opt-level 0, but not in release) or unknown (it calls through
/// dyn or a function pointer). A line that is not listed, in code that was compiled, allocates nothing by itself; the
/// functions of the crate that it calls have lines of their own.
///
/// Exit status: 0 for success, 1 when --baseline finds a new site, when --verify finds a broken pin or contract, when
/// --no-alloc finds a way to the allocator, or when there is no report, 2 when the command line is wrong.
#[derive(Debug, Args)]
#[group(id = "sites")]
pub struct Arguments {
    /// Report on a crate of your own: its Cargo.toml, or the directory that contains it. The default is the package of
    /// the current directory.
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// The package, if the workspace has several: its name, NAME@VERSION, or its id as cargo prints it.
    #[arg(short, long, value_name = "SPEC")]
    pub package: Option<String>,
    #[command(flatten)]
    target: Target,
    /// Build with these features, as cargo takes them; can be given several times.
    #[arg(short = 'F', long, value_name = "FEATURES")]
    features: Vec<String>,
    /// Build with all features.
    #[arg(long)]
    all_features: bool,
    /// Build without the feature `default`.
    #[arg(long)]
    no_default_features: bool,
    /// Build for this target triple.
    #[arg(id = "triple", long = "target", value_name = "TRIPLE")]
    triple: Option<String>,
    /// Build this profile in place of release.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Show the whole call chain from a line to the allocator: LINE, or FILE:LINE where several files have a site on
    /// that line.
    #[arg(long, value_name = "[FILE:]LINE", conflicts_with_all = ["verify", "annotate", "by_function", "format"])]
    why: Option<String>,
    /// Hold the code to the comments in its source: a pin at the end of a line, such as `// heap: 1`, which says what
    /// that line does by itself, and a contract at a function, `// heap: none`, which speaks of all that the function
    /// reaches. The exit status is 1 when one is broken.
    #[arg(long, conflicts_with_all = ["annotate", "by_function", "format"])]
    verify: bool,
    /// With --verify, also report sites without a pin.
    #[arg(long, requires = "verify")]
    every_line: bool,
    /// Hold a function to allocating nothing, and with it everything that it reaches: the crate's own functions,
    /// closures, Drop, Display and the dependencies. The function is named by the end of its path, such as
    /// `Engine::process`; can be given several times. Each way to the allocator is printed, a step a line, and the exit
    /// status is 1 when there is one. A call that cannot be seen, through dyn or into another language, counts as one.
    /// In the source, a comment `// heap: none` at the function says the same, and --verify holds it.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["why", "verify", "annotate", "by_function", "format"])]
    no_alloc: Vec<String>,
    /// With --no-alloc, let this function be called all the same, by the end of its path; `dyn` for calls that cannot be
    /// seen. Can be given several times.
    #[arg(long, value_name = "PATH", requires = "no_alloc")]
    allow: Vec<String>,
    /// With --no-alloc, hold the release build alone.
    #[arg(long, requires = "no_alloc")]
    in_release: bool,
    /// With --no-alloc, count a panic, which allocates when it happens.
    #[arg(long, requires = "no_alloc")]
    panics: bool,
    /// Also list the lines of Display, Debug and the like that only write to the Formatter they were given, which are
    /// unknown: whether that allocates depends on who asked for it.
    #[arg(long)]
    formatting: bool,
    /// Print the source, with the verdict of each line in the margin.
    #[arg(long, conflicts_with_all = ["by_function", "format"])]
    annotate: bool,
    /// When to use colours with --annotate.
    #[arg(long, value_enum, default_value_t)]
    color: Color,
    /// Group the lines by function.
    #[arg(long, conflicts_with = "format")]
    by_function: bool,
    /// Print how many sites each function has, the most that call the allocator first, and no lines.
    #[arg(long, conflicts_with_all = ["why", "verify", "annotate", "by_function", "format"])]
    summary: bool,
    /// Print the sites of heap, may and unknown that this file does not have, and no others. The exit status is 1 when
    /// there are any. Sites are told by file, function and callee, so that edits elsewhere move none.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["why", "verify", "annotate", "by_function", "summary", "frees"])]
    baseline: Option<PathBuf>,
    /// Write the sites of heap, may and unknown to this file, for --baseline, and print none.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["baseline", "why", "verify", "annotate", "by_function", "summary", "frees", "format", "watch"]
    )]
    write_baseline: Option<PathBuf>,
    /// Also list the lines that free memory.
    #[arg(long)]
    frees: bool,
    /// Also report on the lines of the dependencies.
    #[arg(long)]
    deps: bool,
    /// Report again whenever a source file or the manifest of the package is saved, until the command is ended.
    #[arg(long)]
    watch: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
struct Target {
    /// Report on the library. This is the default if there is one.
    #[arg(long)]
    lib: bool,
    /// Report on a program.
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,
    /// Report on an example, and on the generic, inlined and derived code of the package that it uses.
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    /// Report on an integration test, and on the generic, inlined and derived code of the package that it uses.
    #[arg(long, value_name = "NAME")]
    test: Option<String>,
    /// Report on a benchmark, and on the generic, inlined and derived code of the package that it uses.
    #[arg(long, value_name = "NAME")]
    bench: Option<String>,
}

impl Target {
    fn name(&self) -> Option<TargetName> {
        let named = |name: &Option<String>, make: fn(String) -> TargetName| name.clone().map(make);
        self.lib
            .then_some(TargetName::Lib)
            .or_else(|| named(&self.bin, TargetName::Bin))
            .or_else(|| named(&self.example, TargetName::Example))
            .or_else(|| named(&self.test, TargetName::Test))
            .or_else(|| named(&self.bench, TargetName::Bench))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A summary, and one line for each site.
    #[default]
    Text,
    /// The whole report, with a summary, every call chain and a schema number.
    Json,
    /// SARIF 2.1.0, for code scanning. Paths are relative to the current directory.
    Sarif,
    /// Commands of GitHub Actions, which annotate the lines of a change.
    Github,
    /// Diagnostics as `cargo check --message-format=json` prints them, for editors.
    Rustc,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Color {
    /// When standard output is a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Arguments {
    /// What is to be built and reported on, of a package of this manifest.
    pub fn request(&self, manifest: PathBuf) -> Request {
        Request {
            manifest,
            package: self.package.clone(),
            target: self.target.name(),
            dependencies: self.deps,
            features: Features {
                names: self.features.clone(),
                all: self.all_features,
                no_default: self.no_default_features,
            },
            triple: self.triple.clone(),
            profile: self.profile.clone(),
            stop: None,
        }
    }
}

/// Builds a package, and reports.
///
/// # Errors
///
/// When there is no report, or it cannot be printed.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let manifest = arguments.manifest_path.clone().map_or_else(crate::manifest_here, Ok)?;
    let request = arguments.request(manifest);
    report(arguments, &request, || built(&request))
}

/// What is asked for, built.
///
/// # Errors
///
/// What [`heap_sites::survey`] says.
pub fn built(request: &Request) -> anyhow::Result<Survey> {
    Ok(Reporter::default().around("building twice and reading the code", || heap_sites::survey(request))?)
}

/// Reports on what `survey` finds for a request, again at each save where that is asked for.
///
/// # Errors
///
/// When there is no report, or it cannot be printed.
pub fn report(
    arguments: &Arguments,
    request: &Request,
    survey: impl Fn() -> anyhow::Result<Survey>,
) -> anyhow::Result<ExitCode> {
    if !arguments.watch {
        return once(arguments, request, &survey);
    }
    let (package, _) = heap_sites::chosen(request)?;
    let root = package.root();
    let is_source = |path: &Path| {
        path.extension().is_some_and(|extension| extension == "rs")
            || path.file_name().is_some_and(|name| name == "Cargo.toml")
    };
    let watched =
        Watched { name: &root.display().to_string(), directories: directories(root)?, is_meant: Box::new(is_source) };
    watched.each_save(|| once(arguments, request, &survey).map(|_| false))
}

/// The package's directory, and those in it whose files may be sources: not what cargo or a version control keeps.
fn directories(root: &Path) -> anyhow::Result<Vec<(PathBuf, bool)>> {
    let mut directories = vec![(root.to_owned(), false)];
    for entry in std::fs::read_dir(root).with_context(|| root.display().to_string())? {
        let path = entry.with_context(|| root.display().to_string())?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden && !path.join("CACHEDIR.TAG").exists() {
            directories.push((path, true));
        }
    }
    Ok(directories)
}

fn once(
    arguments: &Arguments,
    request: &Request,
    survey: impl Fn() -> anyhow::Result<Survey>,
) -> anyhow::Result<ExitCode> {
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let survey = match survey() {
        Ok(survey) => survey,
        // The compiler's messages are on standard error.
        Err(error) if matches!(error.downcast_ref(), Some(heap_sites::Error::DoesNotCompile)) => {
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error),
    };
    let prefix = prefix(&survey)?;
    let Survey { report, .. } = &survey;
    eprintln!(
        "{} {}, {}; debug: {}; release: {}",
        report.package, report.target, report.rustc, report.builds.debug, report.builds.release
    );
    if survey.without_lto {
        eprintln!(
            "note: the profile asks for link-time optimisation, before which there is no machine code to read; it was built without"
        );
    }
    for skipped in &survey.skipped {
        eprintln!("note: skipped, and unknown to whoever calls it: {skipped}");
    }
    for (path, source) in &survey.sources {
        if let Some(reason) = &source.unread {
            eprintln!(
                "note: {}: no functions, pins and contracts are known of it: {reason}",
                prefix.join(path).display()
            );
        }
    }
    if !arguments.no_alloc.is_empty() {
        return no_alloc(&survey, arguments);
    }
    if let Some(place) = &arguments.why {
        return why(&survey, &prefix, place);
    }
    if arguments.verify {
        return verify(&survey, &prefix, arguments.every_line);
    }
    let shown = if arguments.frees { report.clone() } else { report.clone().without_frees() };
    let (shown, formatting) = if arguments.formatting { (shown, 0) } else { shown.without_formatting() };
    let mut findings = Findings::new(&shown, &survey, &prefix);
    if let Some(file) = &arguments.write_baseline {
        return Baseline::of(&findings).write(file);
    }
    let compared = baseline.as_ref().map(|baseline| baseline.compare(&mut findings)).transpose()?;
    let summary = Summary::of(&findings);
    let text = match arguments.format {
        Form::Json => json::text(&findings, &summary)?,
        Form::Sarif => sarif::text(&findings)?,
        Form::Github => github::text(&findings),
        Form::Rustc => rustc::text(&findings, request)?,
        Form::Text if arguments.annotate => annotate(&survey, &shown, &prefix, arguments.color),
        Form::Text if arguments.summary => summary.table(),
        Form::Text if arguments.by_function => summary.line() + &shown.text_by_function(&prefix),
        Form::Text => match &compared {
            Some(compared) => compared.line() + &findings.text(),
            None if arguments.frees => summary.line() + &shown.text(&prefix, true),
            None => summary.line() + &findings.text(),
        },
    };
    table::print(&text)?;
    let notes = match &compared {
        Some(compared) => compared.notes(),
        None => summary.notes(&shown, &prefix),
    };
    if formatting > 0 && compared.is_none() {
        eprintln!(
            "note: {} of Display, Debug and the like only write to the Formatter that they are given; --formatting lists them",
            table::counted(formatting, "line")
        );
    }
    for note in notes {
        eprintln!("note: {note}");
    }
    Ok(if compared.is_some_and(|compared| compared.new > 0) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The package's directory as seen from here, so that an editor finds the files.
fn prefix(survey: &Survey) -> anyhow::Result<PathBuf> {
    let here = std::env::current_dir().context("the current directory")?;
    Ok(survey.root.strip_prefix(&here).map_or_else(|_| survey.root.clone(), Path::to_owned))
}

fn annotate(survey: &Survey, report: &Report, prefix: &Path, color: Color) -> String {
    let coloured = match color {
        Color::Auto => std::io::stdout().is_terminal(),
        Color::Always => true,
        Color::Never => false,
    };
    let mut text = String::new();
    for (path, source) in &survey.sources {
        text += &format!("{}\n{}\n", prefix.join(path).display(), annotated::text(report.file(path), source, coloured));
    }
    text
}

fn verify(survey: &Survey, prefix: &Path, every_line: bool) -> anyhow::Result<ExitCode> {
    let count = |of: fn(&Source) -> usize| survey.sources.values().map(of).sum::<usize>();
    let (pins, contracts) = (count(|source| source.pins.len()), count(|source| source.contracts.len()));
    let mut problems = survey.verify(every_line);
    problems.extend(survey.broken_contracts().iter().map(ToString::to_string));
    let mut text = String::new();
    for problem in &problems {
        text += &format!("{}\n", prefix.join(problem).display());
    }
    text += &format!(
        "{} and {} verified, {}\n",
        table::counted(pins, "pin"),
        table::counted(contracts, "contract"),
        table::counted(problems.len(), "problem")
    );
    if pins + contracts == 0 {
        eprintln!(
            "note: no pin and no contract is in the code that was compiled; write one at the end of a line, such as `// heap: none`"
        );
    }
    table::print(&text)?;
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Holds functions that are named on the command line to allocating nothing.
fn no_alloc(survey: &Survey, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let asked = NoAllocations {
        functions: arguments.no_alloc.clone(),
        except: arguments.allow.clone(),
        in_release: arguments.in_release,
        with_panics: arguments.panics,
    };
    let broken = survey.no_allocations(&asked)?;
    let mut text: String = broken.iter().map(|broken| format!("{broken}\n")).collect();
    text += &format!(
        "{} held to allocating nothing, {}\n",
        table::counted(asked.functions.len(), "function"),
        table::counted(broken.len(), "problem")
    );
    table::print(&text)?;
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn why(survey: &Survey, prefix: &Path, place: &str) -> anyhow::Result<ExitCode> {
    let (name, number) = match place.rsplit_once(':') {
        Some((name, number)) => (Some(name), number),
        None => (None, place),
    };
    let usage = |what: String| UsageError(format!("--why {place}: {what}"));
    let number: u32 = number
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| usage(format!("`{number}` is not a line number; write LINE or FILE:LINE")))?;
    let is_meant = |path: &str| name.is_none_or(|name| prefix.join(path).ends_with(name) || path == name);
    let files: Vec<&String> = survey.sources.keys().filter(|path| is_meant(path)).collect();
    if let (Some(name), true) = (name, files.is_empty()) {
        let known = survey.sources.keys().map(String::as_str);
        let suggestion = record::suggestion(name, known);
        return Err(usage(format!("no file `{name}` was compiled; {suggestion}")).into());
    }
    let longest = files.iter().map(|path| survey.sources[*path].lines.len()).max().unwrap_or(0);
    if number as usize > longest {
        let what = match files.as_slice() {
            [path] => (*path).clone(),
            _ => "the longest file".to_owned(),
        };
        return Err(usage(format!("there is no such line; {what} has {}", table::counted(longest, "line"))).into());
    }
    let mut text = String::new();
    for path in &files {
        let found = survey.report.file(path);
        let has_site =
            found.is_some_and(|file| file.lines.iter().any(|line| line.line == number && line.verdict().is_some()));
        // Without a file's name, the files that have a site there.
        if name.is_some() || has_site || files.len() == 1 {
            text += &explained(survey, prefix, path, number);
        }
    }
    if text.is_empty() {
        text = format!("no site: no file of {} has one on line {number}\n", survey.report.package);
    }
    table::print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Every call from a line to the allocator, in both builds, or why there is none. `path` is the file's in the report.
pub(crate) fn explained(survey: &Survey, prefix: &Path, path: &str, number: u32) -> String {
    let empty = || FileReport { path: path.to_owned(), lines: Vec::new(), without_code: Vec::new() };
    let file = survey.report.file(path).cloned().unwrap_or_else(empty);
    let mut text = heap_sites::why(prefix, &file, number, survey.sources.get(path));
    for function in survey.reaching_functions(path, number) {
        text += &format!(
            "the line calls {function}, which reaches the allocator, or a call that cannot be seen, on lines of its own\n"
        );
    }
    text
}

/// What the report shows unless it is asked for more: no frees, and no lines that only write to a `Formatter`, of which there are so many.
pub(crate) fn shown(survey: &Survey) -> (Report, usize) {
    survey.report.clone().without_frees().without_formatting()
}
