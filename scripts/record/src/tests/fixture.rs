//! A record with something of everything.

use crate::{
    Arrow, Axis, Band, Case, Diagram, Exact, Figures, Finding, Method, Outcome, Provenance, Record, Rule, Slot, Time,
    Value, Verdict, case_id,
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory with one sealed record in it.
pub(crate) struct File {
    _directory: TempDir,
    pub(crate) path: PathBuf,
}

impl File {
    /// The file of [`record`].
    pub(crate) fn of_record() -> Self {
        let file = Self::empty();
        record().write(&file.path).unwrap();
        file
    }

    /// A place for a file.
    pub(crate) fn empty() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("record.json");
        Self { _directory: directory, path }
    }

    pub(crate) fn directory(&self) -> &Path {
        self.path.parent().unwrap()
    }

    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(&self.path).unwrap()
    }
}

/// The experiment is `sample`.
pub(crate) fn record() -> Record {
    let fast: Vec<u64> = (0..12).map(|round| 100_000 + round).collect();
    let slow: Vec<u64> = (0..12).map(|round| 150_000 + round).collect();
    let noisy: Vec<u64> = (0..12).map(|round| 90_000 + 9_000 * round).collect();
    let time = |rounds: &[u64], baseline: Option<&[u64]>| {
        Outcome::Measured(Time::derive(rounds.to_vec(), baseline, Rule::DEFAULT))
    };
    let case = |variant: &str, size: Option<u64>, figures: Outcome<Exact>, time: Outcome<Time>| Case {
        variant: variant.to_owned(),
        size,
        about: "what it does".to_owned(),
        baseline: case_id("by_value", size),
        debug: figures.clone(),
        release: figures,
        time,
    };
    let leak = Exact { end_bytes: -8, ..Exact::once(u64::MAX) };
    let figures = Figures {
        question: "What does \"größer\" cost?\n\t→ 分配 🦀\u{0}\u{7f}\\".to_owned(),
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
            case("by_value", Some(8), Outcome::Measured(Exact::NONE), time(&fast, None)),
            case("boxed", Some(8), Outcome::Measured(Exact::once(8)), time(&slow, Some(&fast))),
            case("noisy", Some(8), Outcome::Measured(leak), time(&noisy, Some(&fast))),
            case("failing", Some(8), Outcome::Failed("wrong answer".into()), Outcome::Failed("exit status 1".into())),
            case("untimed", None, Outcome::NotMeasured("an instrument".into()), Outcome::NotMeasured("untimed".into())),
        ],
        findings: vec![
            finding("integer", Value::Integer(i64::MIN)),
            finding("text", Value::Text("error[E0515]".to_owned())),
            finding("series", Value::Series(vec![4, 8, i64::MAX])),
            finding("diagram", Value::Diagram(diagram())),
        ],
    };
    Record {
        experiment: "sample".to_owned(),
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
            command: "cargo workbook measure sample".to_owned(),
            load_per_mille: [0, u64::MAX],
        },
        sources: "sha256:00".to_owned(),
        body: figures,
    }
}

fn diagram() -> Diagram {
    let slot = |label: &str| Slot { label: label.to_owned(), detail: String::new() };
    let band = |name: &str, label: &str| Band { name: name.to_owned(), slots: vec![slot(label)] };
    Diagram {
        bands: vec![band("stack", "pointer"), band("heap", "content")],
        arrows: vec![Arrow { from: "pointer".to_owned(), to: "content".to_owned() }],
    }
}

fn finding(key: &str, value: Value) -> Finding {
    Finding { key: key.to_owned(), value: Outcome::Measured(value), exact: true, how: "Looked at.".to_owned() }
}

/// The verdict on the case called `id`.
pub(crate) fn verdict(record: &Record, id: &str) -> Verdict {
    record.case(id).unwrap().time.measured().unwrap().ratio.verdict
}
