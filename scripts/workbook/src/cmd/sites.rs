use crate::format;
use crate::progress::Bar;
use ::measure::binaries::Programs;
use anyhow::Context;
use clap::{Args, ValueEnum};
use heap_sites::{FileReport, Report, Request, Survey, TargetName, annotated};
use record::{Kind, Profile, Workspace};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// List the source lines that still call the allocator after compilation.
///
/// Builds at opt-level 0 and in the release profile, and prints one line for each site: `path:line:col: message`. A
/// message begins with heap (the line calls the allocator), may (it calls a library function that can reach the
/// allocator), elided (it reaches the allocator at opt-level 0, but not in release) or unknown (it calls through dyn
/// or a function pointer). A line that is not listed, in code that was compiled, allocates nothing.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// An experiment of this workbook.
    #[arg(required_unless_present = "manifest_path", conflicts_with_all = ["manifest_path", "package"])]
    slug: Option<String>,
    /// Report on a crate of your own: its Cargo.toml, or the directory that contains it.
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// The package, if the manifest has several.
    #[arg(long, value_name = "NAME", requires = "manifest_path")]
    package: Option<String>,
    #[command(flatten)]
    target: Target,
    /// Show the whole call chain from a line to the allocator: LINE, or FILE:LINE where several files have a site on
    /// that line.
    #[arg(long, value_name = "[FILE:]LINE", conflicts_with_all = ["verify", "annotate", "by_function", "format"])]
    why: Option<String>,
    /// Compare the report with the pins in the source, such as `// heap: none`. The exit status is 1 when one is
    /// broken.
    #[arg(long, conflicts_with_all = ["annotate", "by_function", "format"])]
    verify: bool,
    /// With --verify, also report sites without a pin.
    #[arg(long, requires = "verify")]
    every_line: bool,
    /// Print the source, with the verdict of each line in the margin.
    #[arg(long, conflicts_with_all = ["by_function", "format"])]
    annotate: bool,
    /// When to use colours with --annotate.
    #[arg(long, value_enum, default_value_t)]
    color: Color,
    /// Group the lines by function.
    #[arg(long, conflicts_with = "format")]
    by_function: bool,
    /// Also list the lines that free memory.
    #[arg(long)]
    frees: bool,
    /// Also report on the lines of the dependencies.
    #[arg(long)]
    deps: bool,
    /// Turn link-time optimisation off in the release build. With it there is no machine code to read before the
    /// link.
    #[arg(long)]
    without_lto: bool,
    /// Replace the report that is committed with the experiment and shown in the book, as `cargo workbook measure
    /// --reference` does, without measuring anything.
    #[arg(
        long,
        requires = "slug",
        conflicts_with_all = ["lib", "bin", "example", "test", "why", "verify", "annotate", "by_function", "frees", "deps", "without_lto", "format"]
    )]
    reference: bool,
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
    /// Report on an example.
    #[arg(long, value_name = "NAME")]
    example: Option<String>,
    /// Report on an integration test.
    #[arg(long, value_name = "NAME")]
    test: Option<String>,
}

impl Target {
    fn name(&self) -> Option<TargetName> {
        let named = |name: &Option<String>, make: fn(String) -> TargetName| name.clone().map(make);
        self.lib
            .then_some(TargetName::Lib)
            .or_else(|| named(&self.bin, TargetName::Bin))
            .or_else(|| named(&self.example, TargetName::Example))
            .or_else(|| named(&self.test, TargetName::Test))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One line for each site.
    #[default]
    Text,
    /// The whole report, with every call chain and a schema number.
    Json,
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

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.reference {
        return super::renew(workspace, arguments.slug.as_slice(), Kind::Sites);
    }
    let survey = match survey(workspace, arguments) {
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
    if let Some(place) = &arguments.why {
        return why(&survey, &prefix, place);
    }
    if arguments.verify {
        return verify(&survey, &prefix, arguments.every_line);
    }
    let shown = if arguments.frees { report.clone() } else { report.clone().without_frees() };
    let text = match arguments.format {
        Form::Json => serde_json::to_string_pretty(&shown)? + "\n",
        Form::Text if arguments.annotate => annotate(&survey, &shown, &prefix, arguments.color),
        Form::Text if arguments.by_function => shown.text_by_function(&prefix),
        Form::Text => shown.text(&prefix, arguments.frees),
    };
    format::print(&text)?;
    for note in shown.notes(&prefix) {
        eprintln!("note: {note}");
    }
    Ok(ExitCode::SUCCESS)
}

fn survey(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<Survey> {
    let target = arguments.target.name();
    let is_of_library = target.as_ref().is_none_or(|target| *target == TargetName::Lib);
    let mut request = Request {
        package: arguments.package.clone(),
        dependencies: arguments.deps,
        without_lto: arguments.without_lto,
        ..Request::default()
    };
    match (&arguments.slug, &arguments.manifest_path) {
        (Some(slug), _) => {
            let chapters = workspace.chosen(std::slice::from_ref(slug))?;
            if is_of_library && !arguments.deps {
                // What its tests were linked with has all that the report needs.
                let programs = Programs::build(workspace, &chapters, &Bar::default())?;
                let [debug, release] = Profile::ALL.map(|profile| programs.of(&chapters[0], profile));
                return Ok(heap_sites::survey_linked(&chapters[0].directory, slug, debug, release)?);
            }
            request.manifest = workspace.root().join("Cargo.toml");
            request.package = Some(slug.clone());
        }
        (None, manifest) => request.manifest = manifest.clone().unwrap_or_default(),
    }
    request.target = target;
    Ok(Bar::default().around("building twice and reading the code", || heap_sites::survey(&request))?)
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
    let pins: usize = survey.sources.values().map(|source| source.pins.len()).sum();
    let problems = survey.verify(every_line);
    let mut text = String::new();
    for problem in &problems {
        text += &format!("{}\n", prefix.join(problem).display());
    }
    text += &format!("{} verified, {}\n", format::counted(pins, "pin"), format::counted(problems.len(), "problem"));
    if pins == 0 {
        eprintln!(
            "note: no pin is in the code that was compiled; write one at the end of a line, such as `// heap: none`"
        );
    }
    format::print(&text)?;
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn why(survey: &Survey, prefix: &Path, place: &str) -> anyhow::Result<ExitCode> {
    let (name, number) = match place.rsplit_once(':') {
        Some((name, number)) => (Some(name), number),
        None => (None, place),
    };
    let usage = |what: String| super::UsageError(format!("--why {place}: {what}"));
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
        return Err(usage(format!("there is no such line; {what} has {}", format::counted(longest, "line"))).into());
    }
    let empty = |path: &String| FileReport { path: path.clone(), lines: Vec::new(), without_code: Vec::new() };
    let mut text = String::new();
    for path in &files {
        let found = survey.report.file(path);
        let has_site =
            found.is_some_and(|file| file.lines.iter().any(|line| line.line == number && line.verdict().is_some()));
        // Without a file's name, the files that have a site there.
        if name.is_some() || has_site || files.len() == 1 {
            let file = found.cloned().unwrap_or_else(|| empty(path));
            text += &heap_sites::why(prefix, &file, number, survey.sources.get(*path));
        }
    }
    if text.is_empty() {
        text = format!("no site: no file of {} has one on line {number}\n", survey.report.package);
    }
    format::print(&text)?;
    Ok(ExitCode::SUCCESS)
}
