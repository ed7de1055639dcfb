use super::UsageError;
use anyhow::Context;
use cargo_allocations::table::{self, counted};
use clap::{Args, ValueEnum};
use go_escape::{Analysis, Graph, Options, Package, Pos, Release, Verdict, analyse};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say what Go's compiler sends to the heap in a package of Go, and why, by a model of its escape analysis.
///
/// The lines are those of `go build -gcflags='-m -l'`, word for word, made without Go. A package that needs generics, cgo
/// or a package outside of the standard library is refused with the file, the line and the construct, and nothing is
/// guessed. Packages that `go.mod` replaces by a directory are read there.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A file of Go, or the directory of a package.
    path: PathBuf,
    /// The release of Go whose rules apply, out of 1.21 to 1.27.
    #[arg(long, value_name = "RELEASE", default_value_t = Release::NEWEST)]
    go: Release,
    /// Explain what is reported for this line as well: LINE of a single file, or FILE:LINE.
    #[arg(long, value_name = "LINE")]
    why: Option<String>,
    /// Show the graph of places and assignments as well, and each step of the walk over it.
    #[arg(long)]
    graph: bool,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Form {
    /// The compiler's own lines.
    #[default]
    Text,
    /// Everything that the analysis knows, as one object.
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.path;
    let package = match path.is_dir() {
        true => Package::read(path, arguments.go, false),
        false => Package::file(path),
    }?;
    if package.files.is_empty() {
        return Err(UsageError(format!(
            "{} has no file of Go; name a file, or the directory of a package",
            path.display()
        ))
        .into());
    }
    let why = arguments.why.as_deref().map(|why| line_of(why, &package)).transpose()?;
    let options = Options { explain: why.is_some(), graph: arguments.graph, language: package.language };
    let mut analysis = analyse(&package.files, &package.dependencies, arguments.go, options)
        .with_context(|| format!("{} cannot be analysed", path.display()))?;
    if let Some((file, line)) = why {
        analysis.explanations.retain(|explanation| (explanation.pos.file, explanation.pos.line) == (file, line));
        if analysis.explanations.is_empty() {
            eprintln!("nothing escapes or leaks on line {line} of {}", analysis.files[file as usize]);
        }
    }
    if !analysis.assumed.is_empty() {
        let names = analysis.assumed.join(", ");
        eprintln!(
            "assumed to leak everything, since nothing is known of {}: {names}",
            counted(analysis.assumed.len(), "function")
        );
    }
    table::print(&match arguments.format {
        Form::Text => text(&analysis),
        Form::Json => serde_json::to_string_pretty(&analysis)? + "\n",
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The file and the line that `--why` names.
fn line_of(why: &str, package: &Package) -> anyhow::Result<(u32, u32)> {
    let wrong = |what: String| UsageError(format!("--why {why}: {what}"));
    let (file, line) = match why.rsplit_once(':') {
        Some((file, line)) => {
            let name = |name: &str| name.trim_start_matches("./") == file.trim_start_matches("./");
            let found = package.files.iter().position(|of| name(&of.name));
            (found.ok_or_else(|| wrong(format!("the package has no file {file}")))?, line)
        }
        None if package.files.len() == 1 => (0, why),
        None => return Err(wrong("the package has several files; write FILE:LINE".to_owned()).into()),
    };
    let line = line.parse().map_err(|_| wrong(format!("`{line}` is no line; write LINE or FILE:LINE")))?;
    Ok((u32::try_from(file)?, line))
}

fn text(analysis: &Analysis) -> String {
    let mut out: String = analysis.report().map(|line| line + "\n").collect();
    for explanation in &analysis.explanations {
        out.push('\n');
        explanation.text(analysis).into_iter().for_each(|line| out += &(line + "\n"));
    }
    for graph in &analysis.graphs {
        out.push('\n');
        out += &drawn(graph, analysis);
    }
    out
}

/// A graph in words: its places, its edges, and the steps of the walk.
fn drawn(graph: &Graph, analysis: &Analysis) -> String {
    let mut out = format!("graph of {}\n", graph.functions.join(", "));
    let place = |pos: Pos| if pos.line == 0 { String::new() } else { format!(" at {}", analysis.place(pos)) };
    let number = |index: usize| format!("#{index} {}", graph.places[index].name);
    for (index, of) in graph.places.iter().enumerate() {
        let verdict = match of.verdict {
            Verdict::Heap => ": heap",
            Verdict::Frame => ": frame",
            Verdict::Auxiliary => "",
        };
        let _ = writeln!(out, "  #{index} {}{}, depth {}{verdict}", of.name, place(of.pos), of.depth);
    }
    for edge in &graph.edges {
        let derefs = match edge.derefs {
            -1 => "&".to_owned(),
            count => "*".repeat(usize::try_from(count).unwrap_or(0)),
        };
        let _ = writeln!(out, "  {} {} {derefs}{}", number(edge.to), analysis.flow_sign(), number(edge.from));
    }
    for step in &graph.steps {
        let found = match (&step.leak, step.gained.as_slice()) {
            (None, []) => continue,
            (None, gained) => gained.join(", "),
            (Some(leak), []) => format!("leaks to {leak}"),
            (Some(leak), gained) => format!("{}, leaks to {leak}", gained.join(", ")),
        };
        let _ = writeln!(
            out,
            "  from {}: {} with {} dereferences: {found}",
            number(step.root),
            number(step.place),
            step.derefs
        );
    }
    out
}
