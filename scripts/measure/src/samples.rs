//! How long does a call take in one round?
//!
//! The Rust cases of an experiment are timed in one process, in slices in turn, so that a case and its baseline run within milliseconds
//! of each other; one that is declared to be alone has a process of its own. A Go case has a process of its own, which takes its samples in the same way; its layout is that of its one link.

use crate::layouts::Layouts;
use anyhow::{Context, bail};
use record::Method;
use record::rounds::Clock;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How many processes a case that is alone, or of Go, gets in a round.
const TURNS_ALONE: usize = 3;

/// What is timed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sampled {
    /// A Rust case: its experiment, as the program calls it, and its id.
    Rust {
        /// The experiment.
        experiment: String,
        /// The case.
        case: String,
        /// Whether it has a process of its own.
        alone: bool,
    },
    /// A Go case.
    Go(GoCase),
}

impl Sampled {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::Rust { experiment, case, .. } => format!("{experiment}/{case}"),
            Self::Go(go) => go.name.clone(),
        }
    }
}

/// A case of a Go module's test binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoCase {
    /// The test binary.
    pub executable: PathBuf,
    /// The module's directory, where its tests run.
    pub directory: PathBuf,
    /// The case's id.
    pub case: String,
    /// The case with the version of Go.
    pub name: String,
}

/// What the Go binary prints of one round.
#[derive(Deserialize)]
struct GoSample {
    calls: Vec<f64>,
    nanoseconds: Vec<f64>,
}

impl GoCase {
    /// Picoseconds a call of the fastest sample. A cycle of the garbage collector falls into few samples, so the fastest one is without.
    fn run(&self, method: &Method) -> anyhow::Result<u64> {
        let output = Command::new(&self.executable)
            .arg(format!("-workbook.cell={}", self.case))
            .arg(format!("-workbook.warm-up={}us", method.slice_us))
            .arg(format!("-workbook.measurement={}us", method.slice_us * method.slices))
            .arg(format!("-workbook.samples={}", method.slices))
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

/// Times cases by their programs, each round in another layout.
#[derive(Debug)]
pub struct Sampler {
    /// The Rust program.
    layouts: Layouts,
    /// What is timed, in the order of the list of cases.
    cases: Vec<Sampled>,
    /// How.
    method: Method,
    /// `GLIBC_TUNABLES`, where it is not the caller's.
    tunables: Option<&'static str>,
    /// The number of the round.
    round: u64,
}

impl Clock for Sampler {
    type Error = anyhow::Error;

    fn begin(&mut self, round: u64) -> anyhow::Result<()> {
        self.round = round;
        self.layouts.link(round)
    }

    fn name(&self, case: usize) -> String {
        self.cases[case].name()
    }

    fn processes(&self, open: &[usize]) -> Vec<Vec<usize>> {
        let mut of_rust: BTreeMap<&str, usize> = BTreeMap::new();
        let mut processes: Vec<Vec<usize>> = Vec::new();
        let mut alone: Vec<Vec<usize>> = Vec::new();
        for &index in open {
            match &self.cases[index] {
                Sampled::Rust { experiment, alone: false, .. } => match of_rust.get(experiment.as_str()) {
                    Some(&process) => processes[process].push(index),
                    None => {
                        of_rust.insert(experiment, processes.len());
                        processes.push(vec![index]);
                    }
                },
                Sampled::Rust { .. } | Sampled::Go(_) => alone.push(vec![index]),
            }
        }
        // What has a process of its own has it for an instant, in which another program may be in the way, so it gets several, apart.
        for _ in 0..TURNS_ALONE {
            processes.extend(alone.iter().cloned());
        }
        processes
    }

    fn sample(&mut self, process: &[usize]) -> Vec<Result<u64, String>> {
        let run = || match &self.cases[process[0]] {
            Sampled::Rust { experiment, .. } => self.run(experiment, process),
            Sampled::Go(go) => Ok(vec![Ok(go.run(&self.method)?)]),
        };
        run().unwrap_or_else(|error| vec![Err(format!("{error:#}")); process.len()])
    }
}

impl Sampler {
    /// Before the first round.
    pub fn new(layouts: Layouts, cases: Vec<Sampled>, method: Method) -> Self {
        Self { layouts, cases, method, tunables: None, round: 0 }
    }

    /// Whether each round has another layout.
    pub(crate) fn is_relinked(&self) -> bool {
        self.layouts.is_relinked()
    }

    /// From now on with these tunables of the C library, and slices of so many microseconds.
    pub(crate) fn under(&mut self, tunables: Option<&'static str>, slice_us: u64) {
        self.tunables = tunables;
        self.method.slice_us = slice_us;
    }

    fn run(&self, experiment: &str, cases: &[usize]) -> anyhow::Result<Vec<Result<u64, String>>> {
        let program = self.layouts.program();
        let mut command = Command::new(program);
        if let Some(tunables) = self.tunables {
            command.env("GLIBC_TUNABLES", tunables);
        }
        let mut child = command
            .arg(experiment)
            // Of equal length, because the arguments share the stack with the program.
            .args([self.method.slice_us, self.method.slices, self.round].map(|number| format!("{number:06}")))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} cannot be run", program.display()))?;
        let ids = cases.iter().map(|case| match &self.cases[*case] {
            Sampled::Rust { case, .. } => format!("{case}\n"),
            Sampled::Go(_) => String::new(),
        });
        // A program that ends before it has read all says why below.
        let _ = child.stdin.take().context("the program's input")?.write_all(ids.collect::<String>().as_bytes());
        let output = child.wait_with_output()?;
        let stdout = String::from_utf8_lossy(&output.stdout);
        let lines: Vec<&str> = stdout.lines().collect();
        if !output.status.success() || lines.len() != cases.len() {
            let stderr = String::from_utf8_lossy(&output.stderr);
            bail!(
                "{experiment}: the program that times ended with {} after {} of {} cases: {}",
                output.status,
                lines.len(),
                cases.len(),
                stderr.trim()
            );
        }
        let picoseconds = |line: &&str| match line.strip_prefix('!') {
            Some(error) => Err(error.to_owned()),
            None => line.parse().map_err(|_| format!("the program that times printed {line:?}")),
        };
        Ok(lines.iter().map(picoseconds).collect())
    }
}
