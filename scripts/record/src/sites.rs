//! What does the compiled code of a page's listings ask of the allocator?
//!
//! Of each file that a page shows, the lines that have a site in at least one of the two builds, with what a page says of them. Lines are
//! named by what is written there, so a comment moves none of them.

use crate::{Body, Kind, Place, Profile, Sealed, place::code};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The sites of an experiment that pages show.
pub type SiteReport = Sealed<Sites>;

/// What pages show of the site report of an experiment's library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sites {
    /// By path.
    pub files: Vec<SourceFile>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// From the package's directory, with `/`.
    pub path: String,
    /// The most telling of its sites at opt-level 0.
    pub debug: Reach,
    /// The most telling of its sites in the release profile.
    pub release: Reach,
    /// What is shown of its lines, in their order. Absent where pages show no more than the two fields above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
}

/// What is shown of the lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The lines that have a site in at least one build.
    pub lines: Vec<Line>,
    /// The lines with the names of functions that neither build has code of: nothing is known of those.
    pub without_code: Vec<Place>,
}

/// How far code gets, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Calls the allocator.
    Heap,
    /// Calls what can reach the allocator.
    May,
    /// Calls what cannot be seen.
    Unknown,
    /// None of these.
    None,
}

/// What became of a site, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteVerdict {
    /// Calls the allocator, in release.
    Heap,
    /// May reach the allocator, in release.
    May,
    /// Calls what cannot be seen, in release.
    Unknown,
    /// Reaches the allocator at opt-level 0, and not in release.
    Elided,
}

impl SiteVerdict {
    /// The word on pages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heap => "heap",
            Self::May => "may",
            Self::Unknown => "unknown",
            Self::Elided => "elided",
        }
    }
}

impl Reach {
    /// The word on pages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heap => "heap",
            Self::May => "may",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// A line with a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Which.
    pub place: Place,
    /// What it calls at opt-level 0.
    pub debug: Vec<Call>,
    /// What became of that in release.
    pub release: Vec<Message>,
    /// The ways to the allocator, where a page shows them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
}

/// A call at opt-level 0, where nothing is inlined, so that whether it is the allocator that is called says little.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// The function called, shortened; absent where the call goes through `dyn` or a function pointer here.
    pub via: Option<String>,
    /// Whether what is called cannot be seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unknown: bool,
}

/// A site, and what became of it in release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// What became of it.
    pub verdict: SiteVerdict,
    /// The function called, shortened; absent where the call goes through `dyn` or a function pointer here.
    pub via: Option<String>,
    /// The first function that is really called, where `via` was inlined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// Why it is not known whether a site of the debug build is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// How many compiled functions have this site.
    pub copies: u64,
    /// Whether the compiler left no line, so that the site stands at the function's first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost_line: bool,
}

/// Why a site that only debug has may still be there in release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The function has no code in release: it may be one with one of these, or nothing calls it.
    OneWith(Vec<String>),
    /// The function has a site in release on this line that debug does not have.
    MovedTo(Place),
}

/// The steps from a line to the allocator, in one build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// The build.
    pub profile: Profile,
    /// The experiment's function, as the compiler names it.
    pub function: String,
    /// How many compiled functions have this way.
    pub copies: u64,
    /// From the call on the line on.
    pub steps: Vec<Step>,
    /// Whether it ends at a call through `dyn` or a function pointer instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unknown: bool,
}

/// One step of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The function that is called.
    pub function: String,
    /// Whether its code was merged into the caller's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inlined: bool,
}

impl Line {
    /// The most telling of the line's verdicts; `None` where it has only calls at opt-level 0 that say nothing.
    pub fn verdict(&self) -> Option<SiteVerdict> {
        self.release.iter().map(|message| message.verdict).min()
    }
}

impl Body for Sites {
    const KIND: Kind = Kind::Sites;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let mut paths = BTreeSet::new();
        let twice = self.files.iter().filter(|file| !paths.insert(&file.path));
        twice.map(|file| format!("field `body.files`: `{}` is in it twice", file.path)).collect()
    }
}

/// How many lines are named before the rest is only counted.
const NAMED: usize = 5;

impl Sites {
    /// The file with this path from the package's directory.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// In what these sites differ from those of the code as it is compiled now, one sentence a line of source.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let paths: BTreeSet<&str> =
            [self, now].iter().flat_map(|sites| &sites.files).map(|file| file.path.as_str()).collect();
        let mut differences = Vec::new();
        for path in paths {
            match (self.file(path), now.file(path)) {
                (Some(then), Some(now)) => file_differences(then, now, &mut differences),
                (None, _) => differences.push(format!("{path}: shown on a page, and not in the file")),
                (_, None) => {
                    differences.push(format!("{path}: in the file, and no longer compiled or shown on a page"))
                }
            }
        }
        let more = differences.len().saturating_sub(NAMED);
        if more > 1 {
            differences.truncate(NAMED);
            differences.push(format!("{more} more lines differ"));
        }
        differences
    }
}

fn file_differences(then: &SourceFile, now: &SourceFile, differences: &mut Vec<String>) {
    let path = &then.path;
    if then.listing.is_some() != now.listing.is_some() {
        let [recorded, wanted] = [then, now].map(|file| if file.listing.is_some() { "its lines" } else { "no lines" });
        differences.push(format!("{path}: {recorded} recorded, and pages show {wanted}"));
        return;
    }
    let before = differences.len();
    let [old, new] = [then, now].map(|file| file.listing.clone().unwrap_or_default());
    let places: BTreeSet<&Place> = old.lines.iter().chain(&new.lines).map(|line| &line.place).collect();
    for place in places {
        let [then, now] = [&old, &new].map(|listing| listing.lines.iter().find(|line| line.place == *place));
        if then != now {
            differences.push(format!("{path}: `{}`: {}", place.code, line_difference(then, now)));
        }
    }
    if old.without_code != new.without_code {
        let [recorded, found] = [&old, &new].map(|listing| names(&listing.without_code));
        differences.push(format!("{path}: {recorded} recorded without code, {found} now"));
    }
    if (then.debug, then.release) != (now.debug, now.release) && differences.len() == before {
        let [recorded, found] = [then, now].map(|file| format!("{} and {}", file.debug.word(), file.release.word()));
        differences.push(format!("{path}: {recorded} in debug and in release recorded, {found} now"));
    }
}

fn names(places: &[Place]) -> String {
    let names: Vec<String> = places.iter().map(|place| format!("`{}`", code(&place.code))).collect();
    if names.is_empty() { "no function".to_owned() } else { names.join(", ") }
}

fn line_difference(then: Option<&Line>, now: Option<&Line>) -> String {
    let [recorded, found] = [then, now].map(|line| {
        let messages: Vec<String> = line.iter().flat_map(|line| &line.release).map(Message::text).collect();
        match (line, messages.is_empty()) {
            (None, _) => "no site".to_owned(),
            (Some(_), true) => "calls in debug only".to_owned(),
            (Some(_), false) => messages.join("; "),
        }
    });
    if recorded == found {
        format!("{recorded}, by another way than the one recorded")
    } else {
        format!("{recorded} recorded, {found} now")
    }
}

impl Message {
    /// `heap: Box::new`, `may: Vec::push, through RawVec::grow_one`.
    fn text(&self) -> String {
        let via = self.via.as_deref().unwrap_or("a call through dyn or a function pointer");
        let through = self.through.iter().map(|through| format!(", through {through}"));
        let only = match (self.verdict, &self.doubt) {
            (SiteVerdict::Elided, _) => ", in debug only",
            (_, Some(_)) => " in debug, and what became of it is not known",
            _ => "",
        };
        let copies = if self.copies > 1 { format!(" ({} copies)", self.copies) } else { String::new() };
        format!("{}: {via}{}{only}{copies}", self.verdict.word(), through.collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(verdict: SiteVerdict) -> Message {
        Message { verdict, via: Some("Box::new".to_owned()), through: None, doubt: None, copies: 1, lost_line: false }
    }

    fn line(code: &str, release: Vec<Message>) -> Line {
        let debug = vec![Call { via: Some("Box::new".to_owned()), is_unknown: false }];
        Line { place: Place { code: code.to_owned(), ..Place::default() }, debug, release, ways: Vec::new() }
    }

    fn sites(lines: Vec<Line>) -> Sites {
        let listing = Some(Listing { lines, without_code: Vec::new() });
        Sites {
            files: vec![SourceFile { path: "src/a.rs".to_owned(), debug: Reach::May, release: Reach::Heap, listing }],
        }
    }

    fn heap() -> Sites {
        sites(vec![line("Box::new(1)", vec![message(SiteVerdict::Heap)])])
    }

    #[test]
    fn equal_sites_do_not_differ() {
        assert_eq!(heap().differences(&heap()), [""; 0]);
    }

    #[test]
    fn a_line_that_differs_is_named_with_both_messages() {
        let elided = sites(vec![line("Box::new(1)", vec![message(SiteVerdict::Elided)])]);
        let place = "src/a.rs: `Box::new(1)`:";
        assert_eq!(
            elided.differences(&heap()),
            [format!("{place} elided: Box::new, in debug only recorded, heap: Box::new now")]
        );
        assert_eq!(
            heap().differences(&sites(vec![])),
            [format!("{place} heap: Box::new recorded, no site now")],
            "a line that is gone"
        );
        assert_eq!(
            sites(vec![]).differences(&heap()),
            [format!("{place} no site recorded, heap: Box::new now")],
            "a line that is new"
        );
    }

    #[test]
    fn another_way_under_the_same_message_is_a_difference() {
        let mut longer = heap();
        let way = Way {
            profile: Profile::Release,
            function: "a::f".to_owned(),
            copies: 1,
            steps: Vec::new(),
            is_unknown: false,
        };
        longer.files[0].listing.as_mut().unwrap().lines[0].ways.push(way);
        assert_eq!(
            heap().differences(&longer),
            ["src/a.rs: `Box::new(1)`: heap: Box::new, by another way than the one recorded"]
        );
    }

    #[test]
    fn a_function_that_lost_its_code_is_a_difference() {
        let mut now = heap();
        let place = Place { code: "fn f() {".to_owned(), ..Place::default() };
        now.files[0].listing.as_mut().unwrap().without_code.push(place);
        assert_eq!(heap().differences(&now), ["src/a.rs: no function recorded without code, `fn f() {` now"]);
    }

    #[test]
    fn a_file_that_came_or_went_is_a_difference_and_so_is_one_whose_lines_are_shown_now() {
        assert_eq!(Sites::default().differences(&heap()), ["src/a.rs: shown on a page, and not in the file"]);
        assert_eq!(
            heap().differences(&Sites::default()),
            ["src/a.rs: in the file, and no longer compiled or shown on a page"]
        );
        let mut without = heap();
        without.files[0].listing = None;
        assert_eq!(without.differences(&heap()), ["src/a.rs: no lines recorded, and pages show its lines"]);
        let mut quiet = without.clone();
        quiet.files[0].release = Reach::None;
        assert_eq!(
            without.differences(&quiet),
            ["src/a.rs: may and heap in debug and in release recorded, may and none now"]
        );
    }

    #[test]
    fn many_lines_are_counted_after_the_first() {
        let of = |number: u32| line(&format!("Box::new({number})"), vec![message(SiteVerdict::Heap)]);
        let found = sites((1..=20).map(of).collect()).differences(&sites(vec![]));
        assert_eq!(found.len(), NAMED + 1);
        assert_eq!(found.last().map(String::as_str), Some("15 more lines differ"));
    }
}
