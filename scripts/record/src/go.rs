//! What do the Go counterparts of an experiment's variants do, version by version?
//!
//! A [`GoRecord`] holds, for each Go toolchain, how often each case allocates and what the compiler says of its escapes, and times from
//! the same interleaved rounds as those of the Rust cases of the same names.

use crate::{Error, Exact, Method, Outcome, Provenance, Time, case_id, file};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The schema number of such a file.
pub const SCHEMA: u32 = 1;

/// What makes such a file.
const REMAKE: &str = "`cargo workbook articles SLUG` (with `--reference` for the book's record)";

/// The figures of one experiment's Go programs, and of the Rust cases beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoRecord {
    /// [`SCHEMA`] of the writer.
    pub schema: u32,
    /// The experiment's slug.
    pub experiment: String,
    /// How, where and with what; of the Rust half, the compiler.
    pub provenance: Provenance,
    /// How it was timed; absent where nothing was.
    pub method: Option<Method>,
    /// A digest of the Go programs, of the package that counts them, and of the Rust sources.
    pub sources: String,
    /// The Rust cases that have a Go counterpart, in the order of the declaration.
    pub rust: Vec<RustCase>,
    /// One entry a toolchain, the oldest first.
    pub toolchains: Vec<Toolchain>,
    /// A digest over everything above; an edit by hand breaks it.
    pub seal: String,
}

/// A Rust case in the release profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RustCase {
    /// The variant's name.
    pub variant: String,
    /// The size.
    pub size: Option<u64>,
    /// What was counted.
    pub release: Outcome<Exact>,
    /// Its rounds, in turn with those of the Go cases.
    pub time: Outcome<Time>,
}

/// What one Go toolchain made of the programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Toolchain {
    /// Such as `1.25.0`.
    pub version: Version,
    /// What the toolchain says of itself.
    pub describes_itself: String,
    /// Where it came from.
    pub origin: String,
    /// Why there are no figures: the compiler's message, or what failed when they were taken.
    pub failure: Option<String>,
    /// One entry a case.
    pub cases: Vec<GoCase>,
    /// What the compiler says of escapes, under `-gcflags=-m`, by file and line.
    pub escapes: Vec<Escape>,
}

/// A Go case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoCase {
    /// The variant's name.
    pub variant: String,
    /// The size.
    pub size: Option<u64>,
    /// Mallocs a call, as `testing.AllocsPerRun` counts.
    pub allocations: u64,
    /// Bytes a call by the runtime's own total, so in its size classes; rounded down.
    pub bytes: u64,
    /// Its rounds; compared with the Rust case of the same name and size.
    pub time: Outcome<Time>,
}

/// A message of the compiler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escape {
    /// The file's name.
    pub file: String,
    /// Its line.
    pub line: u32,
    /// Such as `moved to heap: m`.
    pub message: String,
}

/// A released version of Go: `1.25.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version(pub [u32; 3]);

/// Values that hold from one version measured to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The first version measured with this value.
    pub first: Version,
    /// The last.
    pub last: Version,
    /// What was found in all of them.
    pub value: T,
}

/// What became of what an article says, in the versions measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Every version measured says the same as the article.
    Holds,
    /// The older ones do; this is the first that does not.
    ChangedIn(Version),
    /// No version measured says what the article says.
    NeverHeld,
}

impl GoRecord {
    /// The toolchains that have figures.
    pub fn measured(&self) -> impl Iterator<Item = &Toolchain> {
        self.toolchains.iter().filter(|toolchain| toolchain.failure.is_none())
    }

    /// The Rust case with this id.
    pub fn rust(&self, id: &str) -> Option<&RustCase> {
        self.rust.iter().find(|case| case.id() == id)
    }

    /// The ids of all Go cases, in the order of the first toolchain that has them.
    pub fn case_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in self.measured().flat_map(|toolchain| &toolchain.cases).map(GoCase::id) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// A value of one case over the versions, equal neighbours together.
    pub fn spans<T: PartialEq>(&self, id: &str, value: impl Fn(&GoCase) -> T) -> Vec<Span<T>> {
        let of = |toolchain: &Toolchain| Some((toolchain.version, value(toolchain.case(id)?)));
        spans(self.measured().filter_map(of))
    }

    /// Whether the case allocates as often as an article says, `None` where no version has the case.
    pub fn fate(&self, id: &str, said: u64) -> Option<Fate> {
        let spans = self.spans(id, |case| case.allocations == said);
        match spans.as_slice() {
            [] => None,
            spans if spans.iter().all(|span| span.value) => Some(Fate::Holds),
            spans if !spans.iter().any(|span| span.value) => Some(Fate::NeverHeld),
            // The first version that differs from what came before it.
            [first, second, ..] if first.value => Some(Fate::ChangedIn(second.first)),
            [first, ..] => Some(Fate::ChangedIn(first.first)),
        }
    }

    /// The seal that these figures have when nobody edited them.
    pub fn computed_seal(&self) -> String {
        file::seal(&Self { seal: String::new(), ..self.clone() })
    }

    /// What is wrong with the file itself: edits by hand, times that do not follow from their rounds.
    pub fn faults(&self, file: &Path) -> Vec<Error> {
        let place = file.to_owned();
        let edited = (self.seal != self.computed_seal()).then(|| Error::Edited { file: place.clone(), remake: REMAKE });
        let underived = self.underived_times().into_iter();
        let underived = underived.map(|case| Error::Underived { file: place.clone(), case, remake: REMAKE });
        edited.into_iter().chain(underived).collect()
    }

    fn underived_times(&self) -> Vec<String> {
        let threshold = self.method.as_ref().map_or(0, |method| method.threshold_ppm);
        let follows = |time: &Outcome<Time>, baseline: Option<&[u64]>| match time {
            Outcome::Measured(time) => *time == Time::derive(time.rounds_ps.clone(), baseline, threshold),
            _ => true,
        };
        let rounds = |id: &str| {
            let time = self.rust(id).and_then(|case| case.time.measured());
            time.map_or(&[][..], |time| time.rounds_ps.as_slice())
        };
        let rust = self.rust.iter().filter(|case| !follows(&case.time, None)).map(RustCase::id);
        let go = self.toolchains.iter().flat_map(|toolchain| {
            let underived = toolchain.cases.iter().filter(|case| !follows(&case.time, Some(rounds(&case.id()))));
            underived.map(|case| format!("{} in Go {}", case.id(), toolchain.version))
        });
        rust.chain(go).collect()
    }
}

/// Equal neighbours together.
pub fn spans<T: PartialEq>(values: impl Iterator<Item = (Version, T)>) -> Vec<Span<T>> {
    let mut spans: Vec<Span<T>> = Vec::new();
    for (version, value) in values {
        match spans.last_mut() {
            Some(last) if last.value == value => last.last = version,
            _ => spans.push(Span { first: version, last: version, value }),
        }
    }
    spans
}

impl Toolchain {
    /// The case with this id.
    pub fn case(&self, id: &str) -> Option<&GoCase> {
        self.cases.iter().find(|case| case.id() == id)
    }
}

impl RustCase {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }
}

impl GoCase {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl FromStr for Version {
    type Err = String;

    /// `1.25.0`, or `1.25`, which is its first release.
    fn from_str(text: &str) -> Result<Self, String> {
        let error = || format!("`{text}` is no version of Go such as `1.25.0`");
        let numbers: Vec<u32> =
            text.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_: std::num::ParseIntError| error())?;
        match numbers[..] {
            [major, minor] => Ok(Self([major, minor, 0])),
            [major, minor, patch] => Ok(Self([major, minor, patch])),
            _ => Err(error()),
        }
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// Reads a file and requires that it is of this experiment.
///
/// # Errors
///
/// [`Error`], with the file and the remedy.
pub fn read_for(file: &Path, experiment: &str) -> Result<GoRecord, Error> {
    let record: GoRecord = file::read_json(file, SCHEMA, REMAKE)?;
    if record.experiment != experiment {
        return Err(Error::OtherExperiment {
            file: file.to_owned(),
            found: record.experiment,
            expected: experiment.to_owned(),
        });
    }
    Ok(record)
}

/// Seals and writes the file, whole or not at all.
///
/// # Errors
///
/// [`Error::Io`].
pub fn write(file: &Path, record: &mut GoRecord) -> Result<(), Error> {
    record.seal = record.computed_seal();
    file::write_json(file, record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(counts: &[(&str, u64)]) -> GoRecord {
        let case = |allocations| GoCase {
            variant: "v".to_owned(),
            size: None,
            allocations,
            bytes: 8,
            time: Outcome::NotMeasured("not asked for".to_owned()),
        };
        let toolchain = |(version, allocations): &(&str, u64)| Toolchain {
            version: version.parse().unwrap(),
            describes_itself: String::new(),
            origin: String::new(),
            failure: None,
            cases: vec![case(*allocations)],
            escapes: Vec::new(),
        };
        let provenance = serde_json::from_value(serde_json::json!({
            "rustc": "", "debug_profile": "", "release_profile": "", "cpu": "", "cpus": 1, "os": "", "kernel": "", "allocator": "",
            "date": "", "git_revision": "", "git_dirty": false, "tool": "", "command": "", "load_per_mille": [0, 0]
        }))
        .unwrap();
        GoRecord {
            schema: SCHEMA,
            experiment: "e".to_owned(),
            provenance,
            method: None,
            sources: String::new(),
            rust: Vec::new(),
            toolchains: counts.iter().map(toolchain).collect(),
            seal: String::new(),
        }
    }

    #[test]
    fn versions_are_ordered_by_number_and_read_back() {
        let [old, new]: [Version; 2] = ["1.9", "1.24.11"].map(|text| text.parse().unwrap());
        assert!(old < new);
        assert_eq!(new.to_string(), "1.24.11");
        for text in ["", "1", "go1.25", "1.25.x", "1.2.3.4"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_an_article_says_holds_or_changed_or_never_held() {
        let said = 2;
        let fate = |counts: &[(&str, u64)]| record(counts).fate("v", said);
        assert_eq!(fate(&[("1.24.11", 2), ("1.27.3", 2)]), Some(Fate::Holds));
        assert_eq!(fate(&[("1.24.11", 2), ("1.25.0", 1), ("1.27.3", 0)]), Some(Fate::ChangedIn(Version([1, 25, 0]))));
        assert_eq!(fate(&[("1.24.11", 1), ("1.27.3", 1)]), Some(Fate::NeverHeld));
        assert_eq!(fate(&[]), None);
    }

    #[test]
    fn a_toolchain_that_failed_is_no_evidence() {
        let mut failed = record(&[("1.24.11", 2), ("1.25.0", 1)]);
        failed.toolchains[1].failure = Some("does not build".to_owned());
        assert_eq!(failed.fate("v", 2), Some(Fate::Holds));
        assert_eq!(failed.case_ids(), ["v"]);
    }

    #[test]
    fn equal_neighbours_are_one_span() {
        let spans =
            record(&[("1.21.13", 2), ("1.24.11", 2), ("1.25.0", 1), ("1.27.3", 1)]).spans("v", |case| case.allocations);
        let shown: Vec<_> = spans.iter().map(|span| format!("{}-{}: {}", span.first, span.last, span.value)).collect();
        assert_eq!(shown, ["1.21.13-1.24.11: 2", "1.25.0-1.27.3: 1"]);
    }

    #[test]
    fn an_edited_file_and_a_time_that_does_not_follow_are_faults() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("go.json");
        let mut record = record(&[("1.24.11", 2)]);
        record.toolchains[0].cases[0].time = Outcome::Measured(Time::derive(vec![1000; 12], Some(&[]), 30_000));
        write(&file, &mut record).unwrap();
        let mut read = read_for(&file, "e").unwrap();
        assert_eq!(read.faults(&file).len(), 0);
        read.toolchains[0].cases[0].allocations = 0;
        let Outcome::Measured(time) = &mut read.toolchains[0].cases[0].time else { panic!("measured") };
        time.floor_ps = Some(1);
        let faults: Vec<String> = read.faults(&file).iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[1].contains("v in Go 1.24.11"), "{faults:?}");
        assert!(matches!(read_for(&file, "other"), Err(Error::OtherExperiment { .. })));
    }
}
