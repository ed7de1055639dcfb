//! How long does one case take in one short process?
//!
//! A cell is one criterion process that measures one case. Its value is the fastest of its samples.
//! criterion's files are undocumented; the version is pinned by the lock file, and a file of another form is an error, not a figure.

use anyhow::{Context, bail};
use record::Method;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What is timed: by criterion, or by the Go programs' own loop, which takes its samples in the same way.
#[derive(Clone, Debug)]
pub enum Timed {
    /// A Rust case.
    Criterion(Cell),
    /// A Go case.
    Go(GoCell),
}

impl Timed {
    /// Runs it once; picoseconds per call, of the fastest sample. `home` is for criterion's files.
    ///
    /// # Errors
    ///
    /// When the process fails, or what it leaves is not of the known form.
    pub fn run(&self, home: &Path, method: &Method) -> anyhow::Result<u64> {
        match self {
            Self::Criterion(cell) => cell.run(home, method),
            Self::Go(cell) => cell.run(method),
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Criterion(cell) => &cell.benchmark,
            Self::Go(cell) => &cell.name,
        }
    }
}

/// A case of a Go module's test binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoCell {
    /// The test binary.
    pub executable: PathBuf,
    /// The module's directory, where its tests run.
    pub directory: PathBuf,
    /// The case's id.
    pub case: String,
    /// The case with the version of Go.
    pub name: String,
}

/// What the Go binary prints of one cell.
#[derive(Deserialize)]
struct GoSample {
    calls: Vec<f64>,
    nanoseconds: Vec<f64>,
}

impl GoCell {
    /// Runs the cell; picoseconds per call, of the fastest sample. A cycle of the garbage collector falls into few samples, so the
    /// fastest one is without.
    ///
    /// # Errors
    ///
    /// When the process fails or its samples cannot be read.
    pub fn run(&self, method: &Method) -> anyhow::Result<u64> {
        let output = Command::new(&self.executable)
            .arg(format!("-workbook.cell={}", self.case))
            .arg(format!("-workbook.warm-up={}us", method.warm_up_us))
            .arg(format!("-workbook.measurement={}us", method.measurement_us))
            .arg(format!("-workbook.samples={}", method.samples))
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be run", self.executable.display()))?;
        if !output.status.success() {
            bail!("{}: {}\n{}", self.name, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        let sample: GoSample =
            serde_json::from_slice(&output.stdout).with_context(|| format!("{}: its samples", self.name))?;
        let per_call = sample.nanoseconds.iter().zip(&sample.calls).map(|(time, calls)| time / calls);
        let fastest = per_call.min_by(f64::total_cmp).filter(|time| time.is_finite());
        Ok((fastest.with_context(|| format!("{}: no sample", self.name))? * 1000.0).round() as u64)
    }
}

/// What criterion runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The bench binary.
    pub executable: PathBuf,
    /// criterion's id: `group/function`.
    pub benchmark: String,
    /// Environment variables of the process. Those of cells that are compared must have equal lengths.
    pub variables: Vec<(&'static str, String)>,
}

#[derive(Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}

impl Cell {
    /// Runs the cell with criterion's files in `home`; picoseconds per call, of the fastest sample.
    ///
    /// Cells that are compared must have homes of equal length: the length of the environment moves the stack.
    ///
    /// # Errors
    ///
    /// When the process fails, or criterion's file is not there or not of the known form.
    pub fn run(&self, home: &Path, method: &Method) -> anyhow::Result<u64> {
        self.command(home, method).stdout(Stdio::null()).stderr(Stdio::piped()).output().map_err(Into::into).and_then(
            |output| {
                if !output.status.success() {
                    bail!("{}: {}\n{}", self.benchmark, output.status, String::from_utf8_lossy(&output.stderr).trim());
                }
                self.fastest(home)
            },
        )
    }

    /// The command of the cell, for callers that want criterion's words too.
    pub fn command(&self, home: &Path, method: &Method) -> Command {
        let seconds = |microseconds: u64| format!("{:.3}", microseconds as f64 / 1e6);
        let mut command = Command::new(&self.executable);
        command
            .args(["--bench", "--noplot", "--nresamples", "1001"])
            .args(["--warm-up-time", &seconds(method.warm_up_us)])
            .args(["--measurement-time", &seconds(method.measurement_us)])
            .args(["--sample-size", &method.samples.to_string()])
            .args(["--exact", &self.benchmark])
            .env("CRITERION_HOME", home)
            .env(record::program::CELL_VARIABLE, "1")
            .envs(self.variables.iter().cloned())
            .stdin(Stdio::null());
        command
    }

    /// The fastest sample of the run just made in `home`.
    ///
    /// # Errors
    ///
    /// When criterion's file is not there or not of the known form.
    pub fn fastest(&self, home: &Path) -> anyhow::Result<u64> {
        let per_call = self.samples(home)?.into_iter().min_by(f64::total_cmp);
        let nanoseconds = per_call.with_context(|| format!("{}: no sample", self.benchmark))?;
        Ok((nanoseconds * 1000.0).round() as u64)
    }

    /// The mean over all calls of the run just made in `home`, in picoseconds.
    ///
    /// # Errors
    ///
    /// As [`fastest`](Self::fastest).
    pub fn mean(&self, home: &Path) -> anyhow::Result<u64> {
        let samples = self.samples(home)?;
        let count = samples.len() as f64;
        Ok((samples.into_iter().sum::<f64>() / count * 1000.0).round() as u64)
    }

    /// Nanoseconds per call of each sample.
    fn samples(&self, home: &Path) -> anyhow::Result<Vec<f64>> {
        let file = self.files(home).join("new/sample.json");
        let text = std::fs::read(&file).with_context(|| {
            format!("{}: criterion left no {}; is it a benchmark of this binary?", self.benchmark, file.display())
        })?;
        let sample: Sample = serde_json::from_slice(&text)
            .with_context(|| format!("{}: not of the form criterion 0.8 writes", file.display()))?;
        if sample.iters.len() != sample.times.len() || sample.iters.is_empty() || sample.iters.iter().any(|n| *n < 1.0)
        {
            bail!("{}: iterations and times do not pair up", file.display());
        }
        Ok(sample.times.iter().zip(&sample.iters).map(|(time, calls)| time / calls).collect())
    }

    /// criterion's directory of this benchmark: a directory for the group, and the function with `/` replaced.
    fn files(&self, home: &Path) -> PathBuf {
        let (group, function) = self.benchmark.split_once('/').unwrap_or((&self.benchmark, ""));
        home.join(group).join(function.replace('/', "_"))
    }
}
