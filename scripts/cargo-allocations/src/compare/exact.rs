//! What does one run of a benchmark or test ask of the allocator, and how many instructions does it take?
//!
//! valgrind's DHAT sees every call of `malloc` and its kin, whichever allocator the program declares, as long as it is the C library's
//! that it calls in the end. It counts the instructions of the program, of all threads, without those of the allocator, which it replaces.
//! Of blocks, bytes and instructions, those of a run without any benchmark are taken off: what is left is one call of the benchmark or test,
//! its set-up, and what the harness does for it. The peak is the whole program's. The test harness waits for a thread of each test, and allocates
//! more or less for that from run to run; so of a test, blocks and bytes are those that were asked for in it or by other threads, by their call
//! stacks, and its instructions have a range.

use super::harness::Harness;
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs of which the figures' range is known.
const RUNS: usize = 3;

/// What a run asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Blocks, those of `realloc` included.
    pub(super) blocks: i64,
    /// Their bytes.
    pub(super) bytes: i64,
    /// Bytes in use when most were, of the whole program.
    pub(super) peak: i64,
    /// Instructions outside of the allocator.
    pub(super) instructions: i64,
}

impl Counts {
    /// Its figures, in the order of [`Counts::NAMES`].
    pub(super) fn figures(self) -> [i64; 4] {
        [self.blocks, self.bytes, self.peak, self.instructions]
    }

    /// What the figures are called.
    pub(super) const NAMES: [&'static str; 4] = ["blocks", "bytes", "peak bytes", "instructions"];
}

/// The least and the most that the runs of a program showed of each figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i64,
    pub(super) high: i64,
}

/// Whether valgrind is here; otherwise why not.
pub(super) fn is_possible() -> Result<(), String> {
    match Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err("valgrind is not on PATH, so neither blocks, bytes nor instructions are compared; install valgrind"
            .to_owned()),
    }
}

impl Range {
    /// Of one value.
    pub(super) fn exact(value: i64) -> Self {
        Self { low: value, high: value }
    }

    fn width(self) -> i64 {
        self.high - self.low
    }

    /// Whether this is more than `other`: nothing of it is within, and it is farther away than the values of either are apart, because a few runs do not
    /// show all values.
    pub(super) fn is_above(self, other: Self) -> bool {
        self.low - other.high > self.width().max(other.width())
    }
}

/// Counts what programs do.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// What a program does when it is asked for nothing, by a name of some length, which it may copy.
    of_none: BTreeMap<(PathBuf, usize), Counts>,
}

impl Counter {
    /// The figures of some runs of one benchmark or test.
    pub(super) fn ranges(&mut self, program: &Path, harness: Harness, name: &str) -> anyhow::Result<[Range; 4]> {
        let key = (program.to_owned(), name.len());
        let none = match self.of_none.get(&key) {
            Some(none) => *none,
            None => {
                // Of equal length, and of no benchmark.
                let counts = run(program, harness, &"~".repeat(name.len()))?;
                self.of_none.insert(key, counts);
                counts
            }
        };
        let mut ranges: Option<[Range; 4]> = None;
        for _ in 0..RUNS {
            let whole = run(program, harness, name)?;
            let figures = Counts {
                blocks: whole.blocks - none.blocks,
                bytes: whole.bytes - none.bytes,
                peak: whole.peak,
                instructions: whole.instructions - none.instructions,
            };
            let ranges = ranges.get_or_insert_with(|| figures.figures().map(Range::exact));
            for (range, value) in ranges.iter_mut().zip(figures.figures()) {
                *range = Range { low: range.low.min(value), high: range.high.max(value) };
            }
        }
        ranges.context("no run")
    }
}

/// Of DHAT's file, version 2, what is read here.
#[derive(Deserialize)]
struct Profile {
    /// Instructions at the end.
    te: i64,
    pps: Vec<Point>,
    /// The frames, by number.
    ftbl: Vec<String>,
}

/// The function of the test harness that calls a test.
const CALLS_TEST: &str = "test::__rust_begin_short_backtrace";

impl Profile {
    /// Whether a point is the test harness's own.
    fn is_of_harness(&self, point: &Point) -> bool {
        // `0x14DA71: test::test_main_static (in /.../words-e818ddbba75781ea)`
        let name = |frame: &usize| self.ftbl.get(*frame)?.split_once(": ").map(|(_, name)| name);
        let mut names = point.fs.iter().filter_map(name).filter(|name| name.starts_with("test::")).peekable();
        names.peek().is_some() && !names.any(|name| name.starts_with(CALLS_TEST))
    }
}

#[derive(Deserialize)]
struct Point {
    /// Total bytes and blocks.
    tb: i64,
    tbk: i64,
    /// Bytes at the global peak.
    #[serde(default)]
    gb: i64,
    /// The frames, the innermost first.
    fs: Vec<usize>,
}

fn run(program: &Path, harness: Harness, name: &str) -> anyhow::Result<Counts> {
    let directory = tempfile::tempdir().context("a temporary directory for valgrind's file")?;
    let file = directory.path().join("dhat.json");
    let output = Command::new("valgrind")
        .args(["--tool=dhat", "--quiet"])
        // The harness is outermost.
        .arg(if harness == Harness::Tests { "--num-callers=500" } else { "--num-callers=1" })
        .arg(format!("--dhat-out-file={}", file.display()))
        .arg(program)
        .args(harness.once(name))
        .env("CRITERION_HOME", directory.path())
        .stdin(Stdio::null())
        .output()
        .context("valgrind cannot be run")?;
    if !output.status.success() {
        bail!("a run under valgrind ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let text = std::fs::read(&file).context("valgrind wrote no profile")?;
    let profile: Profile = serde_json::from_slice(&text).context("valgrind's profile")?;
    let counted = profile.pps.iter().filter(|point| harness != Harness::Tests || !profile.is_of_harness(point));
    let sum = |figure: fn(&Point) -> i64| counted.clone().map(figure).sum();
    Ok(Counts { blocks: sum(|p| p.tbk), bytes: sum(|p| p.tb), peak: sum(|p| p.gb), instructions: profile.te })
}
