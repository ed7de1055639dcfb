//! What do the Go counterparts of an experiment's variants do, version by version?
//!
//! A [`GoRecord`] holds, for each Go toolchain, how often each case allocates and what the compiler says of its escapes, and times from
//! the same interleaved rounds as those of the Rust cases of the same names.

use crate::{Body, Exact, Kind, Method, Outcome, Place, Rule, Sealed, Time, case_id};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The figures of one experiment's Go programs, with provenance; the compiler in it is that of the Rust half.
pub type GoRecord = Sealed<GoFigures>;

/// The figures of one experiment's Go programs, and of the Rust cases beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoFigures {
    /// How it was timed; absent where nothing was.
    pub method: Option<Method>,
    /// The Rust cases that have a Go counterpart, in the order of the declaration.
    pub rust: Vec<RustCase>,
    /// One entry a toolchain, the oldest first.
    pub toolchains: Vec<Toolchain>,
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
    /// What the programs print that stand alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prints: Vec<Printed>,
    /// What the garbage collector did while cases were called again and again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<Collections>,
}

/// What the garbage collector did for one case, in runs of as many calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collections {
    /// The variant's name.
    pub variant: String,
    /// The size.
    pub size: Option<u64>,
    /// The calls of a run.
    pub calls: u64,
    /// One entry a run, each of another process.
    pub runs: Vec<Collected>,
}

impl Collections {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }
}

/// What the garbage collector did in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collected {
    /// Collections that the calls brought about.
    pub cycles: u64,
    /// Nanoseconds for which the program was stopped, together.
    pub pause_ns: u64,
    /// Nanoseconds of processors that the runtime books on the collector.
    pub collector_ns: u64,
    /// Nanoseconds that the calls took.
    pub elapsed_ns: u64,
}

/// What a program printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// The program's name.
    pub program: String,
    /// What it printed, without the white space around it.
    pub text: String,
    /// What it should print, by its source.
    pub declared: String,
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
    /// Its line, by what is written there.
    pub place: Place,
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

impl Body for GoFigures {
    const KIND: Kind = Kind::Go;
    const SCHEMA: u32 = 3;

    fn problems(&self) -> Vec<String> {
        let underived = self.underived_times().into_iter();
        underived
            .map(|case| format!("case `{case}`: field `time` does not follow from its field `rounds_ps`"))
            .collect()
    }
}

impl GoFigures {
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

    fn underived_times(&self) -> Vec<String> {
        let rule = self.method.as_ref().map_or(Rule::DEFAULT, |method| method.rule);
        let follows = |time: &Outcome<Time>, baseline: Option<&[u64]>| match time {
            Outcome::Measured(time) => *time == Time::derive(time.rounds_ps.clone(), baseline, rule),
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

    /// In what these figures differ from ones made now, one sentence each: counts and messages of the cases and versions of both.
    /// Bytes and times are not compared.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for new in now.measured() {
            let Some(old) = self.measured().find(|old| old.version == new.version) else { continue };
            let version = new.version;
            for case in &new.cases {
                match old.case(&case.id()) {
                    None => differences.push(format!("Go {version}: case `{}`: not in the record", case.id())),
                    Some(then) if then.allocations != case.allocations => differences.push(format!(
                        "Go {version}: case `{}`: allocations {} recorded, {} now",
                        case.id(),
                        then.allocations,
                        case.allocations
                    )),
                    Some(_) => {}
                }
            }
            for case in old.cases.iter().filter(|case| new.case(&case.id()).is_none()) {
                differences.push(format!("Go {version}: case `{}`: in the record, and no longer declared", case.id()));
            }
            for now in &new.prints {
                let then = old.prints.iter().find(|then| then.program == now.program);
                if then.is_none_or(|then| then.text != now.text) {
                    let then = then.map_or("nothing", |then| &then.text);
                    let (program, now) = (&now.program, &now.text);
                    differences.push(format!("Go {version}: program `{program}`: `{then}` recorded, `{now}` now"));
                }
            }
            let only = |these: &[Escape], those: &[Escape]| -> Vec<String> {
                let missing = these.iter().filter(|escape| !those.contains(escape));
                missing.map(|escape| format!("{}: `{}`: {}", escape.file, escape.place.code, escape.message)).collect()
            };
            for message in only(&old.escapes, &new.escapes) {
                differences.push(format!("Go {version}: recorded, and not among the messages now: {message}"));
            }
            for message in only(&new.escapes, &old.escapes) {
                differences.push(format!("Go {version}: a message now, and not in the record: {message}"));
            }
        }
        differences
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

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(counts: &[(&str, u64)]) -> GoFigures {
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
            prints: Vec::new(),
            collections: Vec::new(),
        };
        GoFigures { method: None, rust: Vec::new(), toolchains: counts.iter().map(toolchain).collect() }
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
        let fate = |counts: &[(&str, u64)]| figures(counts).fate("v", said);
        assert_eq!(fate(&[("1.24.11", 2), ("1.27.3", 2)]), Some(Fate::Holds));
        assert_eq!(fate(&[("1.24.11", 2), ("1.25.0", 1), ("1.27.3", 0)]), Some(Fate::ChangedIn(Version([1, 25, 0]))));
        assert_eq!(fate(&[("1.24.11", 1), ("1.27.3", 1)]), Some(Fate::NeverHeld));
        assert_eq!(fate(&[]), None);
    }

    #[test]
    fn a_toolchain_that_failed_is_no_evidence() {
        let mut failed = figures(&[("1.24.11", 2), ("1.25.0", 1)]);
        failed.toolchains[1].failure = Some("does not build".to_owned());
        assert_eq!(failed.fate("v", 2), Some(Fate::Holds));
        assert_eq!(failed.case_ids(), ["v"]);
    }

    #[test]
    fn equal_neighbours_are_one_span() {
        let spans = figures(&[("1.21.13", 2), ("1.24.11", 2), ("1.25.0", 1), ("1.27.3", 1)])
            .spans("v", |case| case.allocations);
        let shown: Vec<_> = spans.iter().map(|span| format!("{}-{}: {}", span.first, span.last, span.value)).collect();
        assert_eq!(shown, ["1.21.13-1.24.11: 2", "1.25.0-1.27.3: 1"]);
    }

    #[test]
    fn a_time_that_does_not_follow_from_its_rounds_is_a_problem_of_its_case() {
        let mut figures = figures(&[("1.24.11", 2)]);
        let time = &mut figures.toolchains[0].cases[0].time;
        *time = Outcome::Measured(Time::derive(vec![1000; 12], Some(&[]), Rule::DEFAULT));
        assert_eq!(figures.problems(), [""; 0]);
        let Outcome::Measured(time) = &mut figures.toolchains[0].cases[0].time else { panic!("measured") };
        time.median_ps += 1;
        let problems = figures.problems();
        assert!(matches!(&problems[..], [problem] if problem.contains("v in Go 1.24.11")), "{problems:?}");
    }

    #[test]
    fn counts_and_messages_that_differ_are_named_and_versions_of_one_side_are_not() {
        let mut then = figures(&[("1.24.11", 2), ("1.25.0", 1)]);
        let mut now = figures(&[("1.24.11", 3), ("1.27.3", 9)]);
        assert_eq!(then.differences(&now), ["Go 1.24.11: case `v`: allocations 2 recorded, 3 now"]);
        now = then.clone();
        assert_eq!(then.differences(&now), [""; 0]);
        let place = Place { code: "m := 21".to_owned(), ..Place::default() };
        let escape = Escape { file: "a.go".to_owned(), place, message: "moved to heap: m".to_owned() };
        let prints = |text: &str| {
            let (program, declared) = ("p".to_owned(), "1".to_owned());
            vec![Printed { program, text: text.to_owned(), declared }]
        };
        (then.toolchains[0].prints, now.toolchains[0].prints) = (prints("1"), prints("2"));
        assert_eq!(then.differences(&now), ["Go 1.24.11: program `p`: `1` recorded, `2` now"]);
        now.toolchains[0].prints = prints("1");
        then.toolchains[0].escapes.push(escape);
        let found = then.differences(&now);
        assert_eq!(found, ["Go 1.24.11: recorded, and not among the messages now: a.go: `m := 21`: moved to heap: m"]);
        now.toolchains[0].cases.clear();
        assert!(then.differences(&now)[0].contains("case `v`: in the record, and no longer declared"));
    }
}
