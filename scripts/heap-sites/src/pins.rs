//! Do the pins of the sources hold?

use crate::report::LineReport;
use crate::sites::{Site, SiteKind};
use crate::source::{Expected, Pin};
use record::Profile;
use std::collections::BTreeSet;
use std::fmt;

/// A line whose compiled code is not what its pin says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The file, as the report names it.
    pub(crate) path: String,
    /// The line, from 1.
    pub(crate) line: u32,
    /// In which build.
    pub(crate) profile: Profile,
    /// What the pin says.
    pub(crate) expected: String,
    /// What the build has.
    pub(crate) found: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, profile, expected, found } = self;
        write!(f, "{path}:{line}: expected {expected}, found {found} in {}", profile.name())
    }
}

/// Whether the function of a pin's line has code in a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// It has, or it is known that nothing of it is left.
    Present,
    /// It has none, and may be one with another function.
    Lost,
    /// It has none.
    Absent,
}

/// Compares a pin with the sites of its line in one build; `None` where it holds.
///
/// In release, the line must have sites of the kinds that the pin lists, except `elided`, and as many that call the allocator as the pin
/// gives. A function without code satisfies `none`, `elided` and `unknown`; if it may be merged with another function, only `unknown`.
///
/// In debug, nothing is inlined, and every site is a call of some function. A pin with a number N needs at least N sites, any other pin at
/// least one; `elided` beside something else needs one more; `none` needs that there is no site. A function without code satisfies no pin.
pub(crate) fn broken(path: &str, pin: &Pin, profile: Profile, code: Code, sites: &[Site]) -> Option<Broken> {
    let holds = match profile {
        // A pin on code that was not compiled proves nothing.
        Profile::Debug if code != Code::Present => false,
        Profile::Release if code == Code::Lost => pin.expected == [Expected::Unknown],
        Profile::Release if code == Code::Absent => {
            matches!(pin.expected[..], [] | [Expected::Unknown] | [Expected::Elided])
        }
        Profile::Release => {
            let count = |kind| places(sites, kind).len();
            let wanted = |kind| {
                pin.expected.iter().find_map(|expected| match (expected, kind) {
                    (Expected::Heap(count), SiteKind::Heap) => Some(*count),
                    (Expected::May, SiteKind::May) | (Expected::Unknown, SiteKind::Unknown) => Some(1),
                    _ => None,
                })
            };
            count(SiteKind::Heap) == wanted(SiteKind::Heap).unwrap_or(0)
                && [SiteKind::May, SiteKind::Unknown]
                    .into_iter()
                    .all(|kind| (count(kind) > 0) == wanted(kind).is_some())
        }
        Profile::Debug => {
            let found: usize =
                [SiteKind::Heap, SiteKind::May, SiteKind::Unknown].map(|kind| places(sites, kind).len()).iter().sum();
            // One call of the source may be of several kinds in release, where it is inlined; what is gone there is another call.
            let is_elided = |expected: &&Expected| **expected == Expected::Elided;
            let kept = pin.expected.iter().filter(|expected| !is_elided(expected));
            let kept = kept.map(|expected| if let Expected::Heap(count) = expected { *count } else { 1 }).max();
            let elided = pin.expected.iter().filter(is_elided).count();
            match kept.unwrap_or(0) + elided {
                0 => found == 0,
                wanted => found >= wanted,
            }
        }
    };
    (!holds).then(|| Broken {
        path: path.to_owned(),
        line: pin.line,
        profile,
        expected: pin.to_string(),
        found: if code == Code::Present { describe(sites) } else { "no code of its function".to_owned() },
    })
}

/// The places of one kind: copies of generic code are one, and so are several calls in the same place of the source.
fn places(sites: &[Site], kind: SiteKind) -> BTreeSet<(u32, String)> {
    sites.iter().filter(|site| site.kind == kind).map(|site| (site.column, site.via())).collect()
}

/// `Box::new, may: Vec::push`.
fn describe(sites: &[Site]) -> String {
    let kinds = [(SiteKind::Heap, ""), (SiteKind::May, "may: "), (SiteKind::Unknown, "unknown: ")];
    let found: Vec<String> = kinds
        .into_iter()
        .flat_map(|(kind, word)| places(sites, kind).into_iter().map(move |(_, via)| format!("{word}{via}")))
        .collect();
    if found.is_empty() { "none".to_owned() } else { found.join(", ") }
}

/// The sites of a line without a pin.
pub(crate) fn unpinned(path: &str, line: &LineReport, profile: Profile) -> Option<Broken> {
    let found = describe(line.sites(profile));
    (found != "none").then(|| Broken {
        path: path.to_owned(),
        line: line.line,
        profile,
        expected: "a pin".to_owned(),
        found,
    })
}
