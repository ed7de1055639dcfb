//! What does `go tool pprof` say of a profile, and is it what the views say?

use heap_views::calls::Order;
use heap_views::pprof::encode;
use heap_views::{CallGraph, HeapProfile, Sample, Sources, Unit, list, text};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The pprof that comes with Go. Without it the tests are skipped loudly, and fail in CI.
pub(crate) static PPROF: LazyLock<Option<PathBuf>> = LazyLock::new(find);

/// The newest below `target/go` that came as a program, as those up to Go 1.24 did; else it is built by the newest Go there, else by that of PATH,
/// with no setting of this machine and no network.
fn find() -> Option<PathBuf> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let toolchains = scratch.parent()?.join("go");
    let version = |path: &Path| -> Vec<u32> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.split('.').filter_map(|part| part.parse().ok()).collect()
    };
    let mut found: Vec<PathBuf> = std::fs::read_dir(&toolchains)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/go").is_file())
        .collect();
    found.sort_by_key(|path| version(path));
    let programs = |toolchain: &PathBuf| std::fs::read_dir(toolchain.join("pkg/tool")).into_iter().flatten().flatten();
    let is_there = |platform: std::fs::DirEntry| Some(platform.path().join("pprof")).filter(|tool| tool.is_file());
    if let Some(tool) = found.iter().rev().flat_map(programs).find_map(is_there) {
        return Some(tool);
    }
    let go = found.pop().map_or_else(|| PathBuf::from("go"), |path| path.join("bin/go"));
    let tool = scratch.join("pprof-of-go");
    let built = Command::new(&go)
        .args(["build", "-o"])
        .arg(&tool)
        .arg("cmd/pprof")
        .current_dir(scratch)
        .env("GOCACHE", toolchains.join("cache"))
        .envs([
            ("GOENV", "off"),
            ("GOTOOLCHAIN", "local"),
            ("GOPROXY", "off"),
            ("GOFLAGS", ""),
            ("CGO_ENABLED", "0"),
            ("GO111MODULE", "off"),
        ])
        .output();
    let problem = match built {
        Ok(output) if output.status.success() => return Some(tool),
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => format!("{}: {error}", go.display()),
    };
    assert!(
        std::env::var_os("CI").is_none(),
        "no pprof of Go, and this is CI: {problem}; get Go with scripts/install-go 1.27.3"
    );
    // Not `eprintln!`, which the test harness keeps to itself when the test passes.
    writeln!(
        std::io::stderr(),
        "SKIPPED: nothing is compared with go tool pprof: {problem}; get Go with scripts/install-go 1.27.3"
    )
    .expect("standard error is open");
    None
}

/// A profile in a file for pprof.
pub(crate) struct Exported {
    directory: tempfile::TempDir,
}

impl Exported {
    pub(crate) fn new(profile: &HeapProfile, sources: &Sources) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let locate = |file: &str| Some(sources.file(file)?.absolute.clone());
        let exported = Self { directory };
        std::fs::write(exported.file(), encode(profile, locate).unwrap()).unwrap();
        exported
    }

    /// The file, for an option of pprof.
    pub(crate) fn file(&self) -> PathBuf {
        self.directory.path().join("profile.pb.gz")
    }

    /// What pprof prints.
    pub(crate) fn pprof(&self, tool: &Path, sample: Sample, arguments: &[&str]) -> String {
        let index = match sample {
            Sample::AllocSpace => "alloc_space",
            Sample::AllocObjects => "alloc_objects",
            Sample::PeakSpace => "peak_space",
            Sample::PeakObjects => "peak_objects",
            Sample::EndSpace => "inuse_space",
            Sample::EndObjects => "inuse_objects",
        };
        let output = Command::new(tool)
            .args(["-symbolize=none", "-trim=false", &format!("-sample_index={index}")])
            .args(if sample.is_bytes() { &["-unit=B"][..] } else { &[] })
            .args(arguments)
            .arg(self.file())
            .env("PPROF_TMPDIR", self.directory.path())
            .env("HOME", self.directory.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
        text
    }
}

/// Holds `top`, `top --cum` and `list` to what pprof prints: every figure, every percentage, what is inlined, the order and the source.
/// Returns how many rows and lines were compared.
pub(crate) fn compare(
    tool: &Path,
    name: &str,
    profile: &HeapProfile,
    sources: &Sources,
    sample: Sample,
) -> (usize, usize) {
    let exported = Exported::new(profile, sources);
    let graph = CallGraph::new(profile, sample);
    let mut rows = 0;
    for (order, arguments) in [(Order::Flat, &["-top"][..]), (Order::Cum, &["-top", "-cum"])] {
        let ours = table(&text::top(&graph.clone().sorted(order), usize::MAX, Unit::Exact));
        let theirs = table(&exported.pprof(tool, sample, arguments));
        // pprof has functions of stacks without a figure, too.
        let theirs: Vec<Row> = theirs.into_iter().filter(|row| (&*row.flat, &*row.cum) != ("0", "0")).collect();
        assert_eq!(ours, theirs, "{name}, {sample}, {arguments:?}");
        rows = ours.len();
    }
    if graph.nodes.is_empty() {
        return (0, 0);
    }
    let ours = listed(profile, sources, sample);
    let theirs = lines(&exported.pprof(tool, sample, &["-list", "."]));
    assert_eq!(ours, theirs, "{name}, {sample}, -list");
    (rows, ours.len())
}

/// The lines of our `list` that have a figure, those that pprof prints.
pub(crate) fn listed(profile: &HeapProfile, sources: &Sources, sample: Sample) -> Vec<Line> {
    let (listing, _) = list(profile, sample, ".", sources).unwrap();
    listing
        .routines
        .iter()
        // Of a file that is not there pprof says so, and prints no line.
        .filter(|routine| sources.file(&routine.file).is_some())
        .flat_map(|routine| routine.lines.iter().map(move |line| (routine, line)))
        // Nor a line where the compiler left none.
        .filter(|(_, line)| line.number != 0 && (line.flat, line.cum) != (0, 0))
        .map(|(routine, line)| Line {
            function: routine.function.clone(),
            number: line.number,
            flat: line.flat,
            cum: line.cum,
            source: line.text.clone().unwrap_or_default().trim_end().to_owned(),
        })
        .collect()
}

/// A row of `top`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) flat: String,
    flat_percent: String,
    sum_percent: String,
    pub(crate) cum: String,
    cum_percent: String,
    /// With whether it was inlined.
    pub(crate) function: String,
}

/// The rows of a `top`, pprof's or ours.
pub(crate) fn table(text: &str) -> Vec<Row> {
    let rows = text.lines().skip_while(|line| !line.trim_start().starts_with("flat ")).skip(1);
    rows.map(|row| {
        let mut rest = row;
        let mut column = || {
            let (column, after) = rest.trim_start().split_once(' ').unwrap();
            rest = after;
            // `1234B` is pprof's.
            column.trim_end_matches('B').to_owned()
        };
        let [flat, flat_percent, sum_percent, cum, cum_percent] = std::array::from_fn(|_| column());
        // One more blank stands before the name.
        Row { flat, flat_percent, sum_percent, cum, cum_percent, function: rest[1..].to_owned() }
    })
    .collect()
}

/// A line of a function's source that has a figure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) function: String,
    pub(crate) number: u32,
    pub(crate) flat: i64,
    pub(crate) cum: i64,
    source: String,
}

/// The lines of pprof's `-list` that have a figure.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let figure = |text: &str| if text == "." { Some(0) } else { text.trim_end_matches('B').parse().ok() };
    let mut function = "";
    let line = |line: &str, function: &str| {
        let (figures, source) = line.split_once(':')?;
        let mut figures = figures.split_whitespace();
        let (flat, cum, number) = (figure(figures.next()?)?, figure(figures.next()?)?, figures.next()?.parse().ok()?);
        let source = source.trim_end().to_owned();
        ((flat, cum) != (0, 0)).then(|| Line { function: function.to_owned(), number, flat, cum, source })
    };
    let mut lines = Vec::new();
    for row in text.lines() {
        match row.strip_prefix("ROUTINE ======================== ") {
            Some(header) => function = header.rsplit_once(" in ").unwrap().0,
            None => lines.extend(line(row, function)),
        }
    }
    lines
}
