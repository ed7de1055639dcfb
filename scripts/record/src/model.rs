//! On how many lines does the model of Go's escape analysis agree with Go's compiler?
//!
//! An [`Agreement`] holds, for each release of Go, a row a suite: lines that the compiler prints under `-gcflags='-m -l'`, lines that the
//! model prints as well, each line that only one of them prints, and the packages that the model refuses.

use crate::go::Version;
use crate::{Body, Kind, Sealed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// On how many lines both agree, with provenance; the compiler in it is rustc, which compiled the model.
pub type ModelRecord = Sealed<Agreement>;

/// On how many lines both agree, by release of Go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Differences with a name, and why they are there.
    pub known: BTreeMap<String, String>,
    /// One entry a release, the oldest first.
    pub releases: Vec<Compared>,
}

/// Model and compiler of one release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// Such as `1.27.3`.
    pub version: Version,
    /// What the toolchain says of itself.
    pub describes_itself: String,
    /// Where it came from.
    pub origin: String,
    /// One entry a suite that was compared.
    pub suites: Vec<Suite>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuiteName {
    /// `scripts/go-escape/corpus`: a function for each construct.
    Corpus,
    /// The Go programs of this workbook.
    Workbook,
    /// The packages of the release's standard library.
    Library,
    /// `scripts/go-escape/known`: the smallest program of each difference with a name.
    Known,
}

/// The lines of one suite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Which.
    pub name: SuiteName,
    /// Packages that the model takes.
    pub packages: u64,
    /// Lines of the compiler about these packages.
    pub lines: u64,
    /// Lines that both have.
    pub equal: u64,
    /// Lines of the compiler about a position of which the model says nothing else.
    pub missing: u64,
    /// Lines of the model about a position of which the compiler says nothing else.
    pub extra: u64,
    /// Lines of the compiler in whose place the model has another one.
    pub different: u64,
    /// Each line that only one of both has.
    pub differences: Vec<Difference>,
    /// How many packages the model refuses, by what it does not know in them.
    pub outside: BTreeMap<String, u64>,
}

/// A line that only one of both has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The line: `PATH:LINE:COLUMN: MESSAGE`.
    pub line: String,
    /// Whether the compiler has it; otherwise the model.
    pub of_compiler: bool,
    /// The name of the known difference that explains it.
    pub known: Option<String>,
}

impl SuiteName {
    /// Every suite.
    pub const ALL: [Self; 4] = [Self::Corpus, Self::Workbook, Self::Library, Self::Known];

    /// The word in the file, and in directives.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Workbook => "workbook",
            Self::Library => "library",
            Self::Known => "known",
        }
    }
}

impl Suite {
    /// Packages that the model refuses.
    pub fn refused(&self) -> u64 {
        self.outside.values().sum()
    }

    /// Lines of the model.
    pub fn of_model(&self) -> u64 {
        self.equal + self.different + self.extra
    }
}

impl Body for Agreement {
    const KIND: Kind = Kind::Model;
    const SCHEMA: u32 = 1;

    fn problems(&self) -> Vec<String> {
        self.suites().flat_map(|(version, suite)| self.contradictions(version, suite)).collect()
    }
}

impl Agreement {
    /// The release of this version.
    pub fn release(&self, version: Version) -> Option<&Compared> {
        self.releases.iter().find(|release| release.version == version)
    }

    fn suites(&self) -> impl Iterator<Item = (Version, &Suite)> {
        self.releases.iter().flat_map(|release| release.suites.iter().map(|suite| (release.version, suite)))
    }

    fn contradictions(&self, version: Version, suite: &Suite) -> Vec<String> {
        let place = format!("Go {version}, suite `{}`", suite.name.name());
        let mut found = Vec::new();
        if suite.equal + suite.missing + suite.different != suite.lines {
            found.push(format!("{place}: field `lines` is not the sum of equal, missing and different ones"));
        }
        let only =
            |of_compiler: bool| suite.differences.iter().filter(|one| one.of_compiler == of_compiler).count() as u64;
        if only(true) != suite.missing + suite.different || only(false) != suite.extra + suite.different {
            found.push(format!("{place}: field `differences` has not as many lines as were counted"));
        }
        let names = suite.differences.iter().filter_map(|difference| difference.known.as_ref());
        let unknown = names.filter(|name| !self.known.contains_key(*name));
        found.extend(unknown.map(|name| format!("{place}: `{name}` is no known difference")));
        found
    }

    /// Lines that differ for no known reason, one sentence each.
    pub fn unexplained(&self) -> Vec<String> {
        let of_suite = |(version, suite): (Version, &Suite)| {
            let open = suite.differences.iter().filter(|difference| difference.known.is_none());
            let sentence = move |difference: &Difference| {
                let who = if difference.of_compiler { "the compiler" } else { "the model" };
                format!("Go {version}, suite `{}`: only {who} says {}", suite.name.name(), difference.line)
            };
            open.map(sentence).collect::<Vec<_>>()
        };
        self.suites().flat_map(of_suite).collect()
    }

    /// In what a comparison made now is worse than this one, one sentence each: lines that no longer agree, and packages that are no
    /// longer taken. Releases and suites that only one of both has are not compared.
    pub fn worse(&self, now: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        for (version, suite) in now.suites() {
            let then =
                self.release(version).and_then(|release| release.suites.iter().find(|one| one.name == suite.name));
            let Some(then) = then else { continue };
            let mut less = |what: &str, then: u64, now: u64| {
                if now < then {
                    let name = suite.name.name();
                    worse.push(format!("Go {version}, suite `{name}`: {then} {what} recorded, {now} now"));
                }
            };
            less("equal lines", then.equal, suite.equal);
            less("packages that the model takes", then.packages, suite.packages);
        }
        worse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(equal: u64, known: Option<&str>) -> Agreement {
        let difference = |of_compiler| Difference {
            line: "a.go:1:2: x escapes to heap".to_owned(),
            of_compiler,
            known: known.map(str::to_owned),
        };
        let suite = Suite {
            name: SuiteName::Corpus,
            packages: 1,
            lines: equal + 1,
            equal,
            missing: 0,
            extra: 0,
            different: 1,
            differences: vec![difference(true), difference(false)],
            outside: BTreeMap::from([("generics".to_owned(), 2)]),
        };
        let release = Compared {
            version: "1.27.3".parse().unwrap(),
            describes_itself: String::new(),
            origin: String::new(),
            suites: vec![suite],
        };
        let known = BTreeMap::from([("a_name".to_owned(), "Because.".to_owned())]);
        Agreement { known, releases: vec![release] }
    }

    #[test]
    fn a_difference_without_a_known_name_is_unexplained() {
        let open = agreement(7, None);
        assert!(open.problems().is_empty());
        let unexplained = open.unexplained();
        assert!(
            unexplained[0].contains("only the compiler says a.go:1:2") && unexplained.len() == 2,
            "{unexplained:?}"
        );
        assert_eq!(agreement(7, Some("a_name")).unexplained(), [""; 0]);
        let problems = agreement(7, Some("other")).problems();
        assert!(problems[0].contains("`other` is no known difference"), "{problems:?}");
    }

    #[test]
    fn counts_that_do_not_add_up_are_a_contradiction() {
        let mut wrong = agreement(7, None);
        wrong.releases[0].suites[0].lines += 1;
        wrong.releases[0].suites[0].extra += 1;
        let problems = wrong.problems();
        assert!(problems[0].contains("field `lines`") && problems[1].contains("field `differences`"), "{problems:?}");
    }

    #[test]
    fn fewer_equal_lines_and_fewer_packages_are_worse_and_more_are_not() {
        let (then, mut now) = (agreement(7, None), agreement(6, None));
        now.releases[0].suites[0].packages = 0;
        let worse = then.worse(&now);
        assert!(worse[0].contains("7 equal lines recorded, 6 now") && worse[1].contains("1 packages"), "{worse:?}");
        assert_eq!(now.worse(&then), [""; 0]);
        now.releases[0].version = "1.24.11".parse().unwrap();
        assert_eq!(then.worse(&now), [""; 0]);
    }
}
