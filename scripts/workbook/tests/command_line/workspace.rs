//! A workspace in a temporary directory, and the binary run in it.

use crate::run::Run;
use record::{Axis, Case, Exact, Figures, Finding, Method, Outcome, Provenance, Record, Rule, Time, Value, case_id};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The committed record of `boxed-return`.
pub(crate) const REFERENCE: &str = "experiments/boxed-return/kept/record.json";
/// The reader's own.
pub(crate) const OWN: &str = "target/workbook/boxed-return/record.json";

pub(crate) struct Workspace {
    directory: TempDir,
}

impl Workspace {
    /// Two experiments: `boxed-return`, which has a reference record, and `growing-vec`, which has none.
    pub(crate) fn new() -> Self {
        let workspace = Self { directory: tempfile::tempdir().unwrap() };
        workspace.write("book/book.toml", "");
        workspace.write("Cargo.lock", "[[package]]\nname = \"criterion\"\nversion = \"0.8.2\"\n");
        for slug in ["boxed-return", "growing-vec"] {
            workspace.write(&format!("experiments/{slug}/Cargo.toml"), "");
        }
        workspace.save(REFERENCE, &record());
        workspace
    }

    pub(crate) fn root(&self) -> PathBuf {
        // The path that a process in it sees as its own.
        self.directory.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// Seals and saves a record.
    pub(crate) fn save(&self, path: &str, record: &Record) {
        record.write(&self.root().join(path)).unwrap();
    }

    /// Saves a record as the reader's own of `boxed-return`.
    pub(crate) fn save_own(&self, record: &Record) {
        self.save(OWN, record);
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run_in(&self.root(), arguments)
    }

    /// Every file with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut open = vec![self.root()];
        while let Some(directory) = open.pop() {
            for entry in std::fs::read_dir(directory).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    files.push((path.clone(), std::fs::read(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

pub(crate) fn command_in(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workbook"));
    command.current_dir(directory).args(arguments).env_remove("CARGO_TARGET_DIR").stdin(Stdio::null());
    command
}

pub(crate) fn run_in(directory: &Path, arguments: &[&str]) -> Run {
    Run::of(&mut command_in(directory, arguments))
}

pub(crate) const FAST: [u64; 12] = [100_000; 12];
pub(crate) const SLOW: [u64; 12] = [150_000; 12];

/// Rounds of which nothing can be told against [`FAST`].
pub(crate) fn noisy() -> Vec<u64> {
    (0..12).map(|round| 90_000 + 9_000 * round).collect()
}

/// The time of a case that is not a baseline.
pub(crate) fn against(baseline: &[u64], rounds: &[u64]) -> Outcome<Time> {
    Outcome::Measured(Time::derive(rounds.to_vec(), Some(baseline), Rule::DEFAULT))
}

/// A record of `boxed-return` with a case of every kind.
pub(crate) fn record() -> Record {
    let case = |variant: &str, size: Option<u64>, figures: Outcome<Exact>, time: Outcome<Time>| Case {
        variant: variant.to_owned(),
        size,
        about: "is | \"told\",\nin two lines".to_owned(),
        baseline: case_id("by_value", size),
        debug: figures.clone(),
        release: figures,
        time,
    };
    let baseline = Outcome::Measured(Time::derive(FAST.to_vec(), None, Rule::DEFAULT));
    let figures = Figures {
        question: "What does it cost, \"größer\" or not?".to_owned(),
        axis: Some(Axis { quantity: "size of the value".to_owned(), unit: "B".to_owned() }),
        method: Some(Method {
            max_rounds: 40,
            slice_us: 200,
            slices: 30,
            is_relinked: true,
            rule: Rule::DEFAULT,
            rule_from: "default".to_owned(),
        }),
        cases: vec![
            case("by_value", Some(8), Outcome::Measured(Exact::NONE), baseline),
            case("boxed", Some(8), Outcome::Measured(Exact::once(8)), against(&FAST, &SLOW)),
            case("noisy", Some(8), Outcome::Measured(Exact::once(u64::MAX)), against(&FAST, &noisy())),
            case("failing", Some(8), Outcome::Failed("wrong answer".into()), Outcome::Failed("it ended".into())),
            case("profiled", None, Outcome::NotMeasured("an instrument".into()), Outcome::NotMeasured("why".into())),
        ],
        findings: vec![Finding {
            key: "sizes".to_owned(),
            value: Outcome::Measured(Value::Series(vec![4, 8])),
            exact: true,
            how: "Looked at.".to_owned(),
        }],
    };
    Record {
        experiment: "boxed-return".to_owned(),
        provenance: Provenance {
            rustc: "rustc 1.95.0\nhost: any".to_owned(),
            debug_profile: "opt-level 0".to_owned(),
            release_profile: "opt-level 3".to_owned(),
            cpu: "a processor".to_owned(),
            cpus: 2,
            os: "an operating system".to_owned(),
            kernel: "a kernel".to_owned(),
            allocator: "System".to_owned(),
            date: "2026-01-01T00:00:00Z".to_owned(),
            git_revision: "unknown".to_owned(),
            git_dirty: false,
            tool: "workbook 0.1.0".to_owned(),
            command: "cargo workbook measure".to_owned(),
            load_per_mille: [0, 0],
        },
        sources: "sha256:00".to_owned(),
        body: figures,
    }
}

/// [`record`] with one case changed.
pub(crate) fn changed(variant: &str, change: impl FnOnce(&mut Case)) -> Record {
    let mut record = record();
    change(record.body.cases.iter_mut().find(|case| case.variant == variant).unwrap());
    record
}
