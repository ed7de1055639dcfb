//! What became of each line's allocations, from debug to release?

use crate::merged::{self, Absence};
use crate::sites::{Site, SiteKind, Sites, Step};
use crate::source::{Derived, Source};
use record::Profile;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The number of the report's format; another number is another format.
pub const SCHEMA: u32 = 2;

/// The sites of a package's target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: u32,
    /// The package.
    pub package: String,
    /// What was compiled of it: `lib`, `bin NAME`, `test NAME`, `example NAME`.
    pub target: String,
    /// `rustc -V`.
    pub rustc: String,
    /// What the builds were made with.
    pub builds: Builds,
    /// The files, by path.
    pub files: Vec<FileReport>,
}

/// The settings of the two builds, as cargo was given them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Builds {
    /// At opt-level 0.
    pub debug: String,
    /// In the release profile.
    pub release: String,
}

/// The sites of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// From the package's directory, with `/`; of another package, absolute.
    pub path: String,
    /// The lines that have a site in at least one of the builds.
    pub lines: Vec<LineReport>,
    /// Functions without any code in either build, so that nothing is known of them: not instantiated, or not compiled.
    pub without_code: Vec<FunctionWithoutCode>,
}

impl FileReport {
    /// The line of this number, where it has a site.
    pub fn line(&self, number: u32) -> Option<&LineReport> {
        self.lines.iter().find(|line| line.line == number)
    }
}

/// A function that neither build has code of, or the code of a trait that is derived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionWithoutCode {
    /// The line of its name.
    pub line: u32,
    /// Its name; of what is derived, `the derived Clone of Point`.
    pub name: String,
}

/// The sites of one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineReport {
    /// From 1.
    pub line: u32,
    /// At opt-level 0, in order of column and kind.
    pub debug: Vec<Site>,
    /// In the release profile.
    pub release: Vec<Site>,
    /// Set where the sites that only debug has cannot be called elided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}

/// Why a site that only debug has may still be there in release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The function has no code in release, and nothing says what became of it: it may be merged with an identical function, one of these, or
    /// nothing calls it.
    OneWith(Vec<String>),
    /// In release, the function has a site on this line that has no counterpart in debug: the compiler merged code of several lines.
    MovedTo(u32),
}

/// What became of a site or a line, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Calls the allocator, in release.
    Heap,
    /// May reach the allocator, in release.
    May,
    /// Calls what cannot be seen, in release.
    Unknown,
    /// Reaches the allocator at opt-level 0, and not in release.
    Elided,
}

impl Verdict {
    /// The word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heap => "heap",
            Self::May => "may",
            Self::Unknown => "unknown",
            Self::Elided => "elided",
        }
    }
}

/// One message of a line: a site, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// What became of it.
    pub verdict: Verdict,
    /// The site: of the release build, or of the debug build where it was elided.
    pub site: &'a Site,
    /// How many functions have it.
    pub copies: usize,
    /// Why it is not called elided, where the site is of the debug build.
    pub doubt: Option<&'a Doubt>,
    /// Whether each run of the function allocates here; see [`Site::is_certain`].
    pub is_certain: Option<bool>,
}

impl LineReport {
    /// What there is to say about the line, by column. Sites that differ only in the types they were instantiated with are one.
    pub fn messages(&self) -> Vec<Message<'_>> {
        let mut messages: Vec<Message<'_>> = Vec::new();
        let release = self.release.iter().filter_map(|site| {
            let verdict = match site.kind {
                SiteKind::Heap => Verdict::Heap,
                SiteKind::May => Verdict::May,
                SiteKind::Unknown => Verdict::Unknown,
                SiteKind::Free => return None,
            };
            Some((verdict, site))
        });
        let doubt = self.doubt.as_ref();
        let gone = if doubt.is_some() { Verdict::Unknown } else { Verdict::Elided };
        // Where nothing is known of release, a call that debug cannot see through is not left out.
        let is_unseen = |site: &Site| site.kind == SiteKind::Unknown || (allocates(site) && calls_back(site));
        let is_reported =
            |site: &&Site| self.is_elided(site) || (doubt.is_some() && is_unseen(site) && self.release.is_empty());
        let elided = self.debug.iter().filter(is_reported).map(|site| (gone, site));
        for (verdict, site) in release.chain(elided) {
            let same = |message: &&mut Message<'_>| {
                message.verdict == verdict && message.site.column == site.column && message.site.via() == site.via()
            };
            let is_certain = self.is_certain(site);
            match messages.iter_mut().find(same) {
                Some(message) => {
                    message.copies += site.copies;
                    let is_same_function = message.site.function == site.function;
                    let either =
                        message.is_certain.max(is_certain).filter(|is_certain| *is_certain && is_same_function);
                    message.is_certain = message.is_certain.filter(|_| message.is_certain == is_certain).or(either);
                }
                None => messages.push(Message { verdict, site, copies: site.copies, doubt, is_certain }),
            }
        }
        messages.sort_by_key(|message| (message.site.column, message.verdict));
        messages
    }

    /// Whether each run of the function allocates at a site. The ways through a function that was inlined are those of debug, where it was not.
    fn is_certain(&self, site: &Site) -> Option<bool> {
        let same = |other: &&Site| other.column == site.column && other.via() == site.via() && allocates(other);
        let in_debug = || {
            self.debug
                .iter()
                .filter(same)
                .map(|other| other.is_certain)
                .reduce(|one, other| one.filter(|_| one == other))
        };
        site.is_certain.or_else(|| in_debug().flatten())
    }

    /// Whether a site of the debug build has no counterpart in release: none at its column, and none on the line that may be it.
    fn is_elided(&self, site: &Site) -> bool {
        let is_same_or_moved = |other: &Site| other.column == site.column || !self.has_counterpart(other);
        allocates(site)
            && !calls_back(site)
            && !self.release.iter().any(|other| other.kind != SiteKind::Free && is_same_or_moved(other))
    }

    /// Whether a site of the release build has one in debug at its column.
    fn has_counterpart(&self, site: &Site) -> bool {
        !site.lost_line && self.debug.iter().any(|other| other.kind != SiteKind::Free && other.column == site.column)
    }

    /// The most important of the line's verdicts; `None` where it has only frees.
    pub fn verdict(&self) -> Option<Verdict> {
        self.messages().iter().map(|message| message.verdict).min()
    }

    /// The sites of one build.
    pub fn sites(&self, profile: Profile) -> &[Site] {
        match profile {
            Profile::Debug => &self.debug,
            Profile::Release => &self.release,
        }
    }
}

/// When a line allocates that is reached, as far as the functions on the way to the allocator say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Each time that the function runs: no way through it goes around the line, and none through what the line calls goes without allocating.
    EachTime,
    /// On some ways through the function, or through what the line calls, and not on others.
    SomePaths,
    /// Where an error is made, or turned into another.
    OnError,
    /// When a collection or a text has no room left.
    Growing,
    /// The first time, or the first time on a thread: something is made that is kept.
    FirstUse,
}

impl When {
    /// In words, to stand behind a message.
    pub fn words(self) -> &'static str {
        match self {
            Self::EachTime => "each time",
            Self::SomePaths => "on some paths",
            Self::OnError => "on the error path",
            Self::Growing => "when it grows",
            Self::FirstUse => "at the first use",
        }
    }
}

impl Message<'_> {
    /// When the line allocates, by the functions on the way to the allocator, and else by the ways through the code. Nothing is said of calls that
    /// cannot be seen, and where the ways are not known.
    pub fn when(&self) -> Option<When> {
        const GROWING: [&str; 5] =
            ["::grow_one", "::grow_amortized", "::do_reserve_and_handle", "::reserve_rehash", "::reserve_entries"];
        const FIRST_USE: [&str; 6] = [
            "OnceLock",
            "LazyLock",
            "std::sys::sync::once",
            "thread_local::native::lazy",
            "__cxa_thread_atexit_impl",
            "once_cell::",
        ];
        const ON_ERROR: [&str; 4] =
            ["::FromResidual<", "<std::io::error::Error>::", "std::io::error::Error::", "anyhow::error::"];
        if self.verdict == Verdict::Elided {
            return None;
        }
        let chain = &self.site.chain;
        let has = |names: &[&str]| chain.iter().any(|step| names.iter().any(|name| step.function.contains(name)));
        // A function that is called may reach the allocator in more ways than the one that the chain has: what it makes an error of does not
        // say that it allocates for nothing else.
        let called = chain.iter().position(|step| !step.inlined).map_or(chain.len(), |called| called + 1);
        let is_error = |step: &Step| {
            step.function.starts_with("<alloc::boxed::Box<dyn core::error::Error")
                || ON_ERROR.iter().any(|name| step.function.contains(name))
        };
        if has(&FIRST_USE) {
            Some(When::FirstUse)
        } else if self.verdict == Verdict::Unknown {
            None
        } else if chain[..called].iter().any(is_error) {
            Some(When::OnError)
        } else if has(&GROWING) {
            Some(When::Growing)
        } else {
            self.is_certain.map(|is_certain| if is_certain { When::EachTime } else { When::SomePaths })
        }
    }
}

/// Whether a site reaches the allocator, or may.
fn allocates(site: &Site) -> bool {
    matches!(site.kind, SiteKind::Heap | SiteKind::May)
}

/// Whether what allocates is called elsewhere: the site takes its address, or hands a table over that has a function of the reader's. In release
/// it may be called directly, on the line that calls it, or, if it is the reader's, on lines of its own alone.
fn calls_back(site: &Site) -> bool {
    let is_entry = |step: &Step| crate::graph::allocator_call(&step.function).is_some();
    site.is_address || (site.kind == SiteKind::May && !site.chain.last().is_some_and(is_entry))
}

/// Whether a call that cannot be seen only writes to a `Formatter`: in a function of one of `core::fmt`'s traits, or by a method of the
/// `Formatter` itself. No one can make one but `core::fmt`, so it was given.
fn only_formats(site: &Site) -> bool {
    let is_of_trait = site.function.contains(" as core::fmt::") && site.function.contains(">::fmt");
    let is_of_core = |step: &Step| step.function.contains("core::fmt::");
    let is_of_formatter = |step: &Step| {
        ["<core::fmt::Formatter>::", "core::fmt::Formatter::", "core::fmt::builders::"]
            .iter()
            .any(|path| step.function.trim_start_matches('<').starts_with(path.trim_start_matches('<')))
    };
    site.kind == SiteKind::Unknown
        && (is_of_trait || site.chain.first().is_some_and(is_of_formatter))
        && !site.chain.is_empty()
        && site.chain.iter().all(is_of_core)
}

impl Report {
    /// The report of one file.
    pub fn file(&self, path: &str) -> Option<&FileReport> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The report without the sites that only give blocks back.
    pub fn without_frees(mut self) -> Self {
        for file in &mut self.files {
            for line in &mut file.lines {
                line.debug.retain(|site| site.kind != SiteKind::Free);
                line.release.retain(|site| site.kind != SiteKind::Free);
            }
            file.lines.retain(|line| !line.debug.is_empty() || !line.release.is_empty());
        }
        self.files.retain(|file| !file.lines.is_empty() || !file.without_code.is_empty());
        self
    }

    /// The report without what implementations of `Display`, `Debug` and the like write to the `Formatter` that they are given, and how many lines
    /// that leaves out. Whether such a write allocates depends on who asked for it: not for a line that is printed, and for `to_string` it does.
    pub fn without_formatting(mut self) -> (Self, usize) {
        let mut left_out = 0;
        for file in &mut self.files {
            file.lines.retain_mut(|line| {
                let before = line.debug.len() + line.release.len();
                line.debug.retain(|site| !only_formats(site));
                line.release.retain(|site| !only_formats(site));
                let is_left_out = before > 0 && line.debug.is_empty() && line.release.is_empty();
                left_out += usize::from(is_left_out);
                !is_left_out
            });
        }
        self.files.retain(|file| !file.lines.is_empty() || !file.without_code.is_empty());
        (self, left_out)
    }

    /// Whether no line has a site.
    pub fn is_empty(&self) -> bool {
        self.files.iter().all(|file| file.lines.is_empty())
    }
}

/// A function without code in release, if nothing says what became of it.
struct LostFunction {
    lines: RangeInclusive<u32>,
    stand_ins: Vec<String>,
}

/// A file as the report names it.
pub(crate) fn shown(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// Removes the calls of the release build that cannot be seen, and that debug saw to reach nothing: those inside of a function that was inlined into
/// a line, where debug has code of the line and no site. Which line a function was inlined into is told by the debug information and moved by no
/// optimisation.
fn forget_what_debug_saw_through(debug: &Sites, release: &mut Sites) {
    for (file, lines) in &mut release.by_line {
        for (line, sites) in lines.iter_mut() {
            let in_debug = debug.by_line.get(file).and_then(|lines| lines.get(line));
            let is_seen = debug.has_code(file, &(*line..=*line))
                && in_debug.is_none_or(|sites| sites.iter().all(|site| site.kind == SiteKind::Free));
            let is_inside = |site: &Site| !site.lost_line && site.chain.first().is_some_and(|step| step.inlined);
            sites.retain(|site| !(is_seen && site.kind == SiteKind::Unknown && is_inside(site)));
        }
        lines.retain(|_, sites| !sites.is_empty());
    }
}

/// Puts the sites of the two builds side by side. `sources` are the files of the package that were compiled.
pub(crate) fn files(
    root: &Path,
    debug: Sites,
    mut release: Sites,
    sources: &BTreeMap<PathBuf, Source>,
) -> Vec<FileReport> {
    forget_what_debug_saw_through(&debug, &mut release);
    let mut by_file: BTreeMap<String, FileReport> = BTreeMap::new();
    let new = |path: &str| FileReport { path: path.to_owned(), lines: Vec::new(), without_code: Vec::new() };
    let mut lost: BTreeMap<String, Vec<LostFunction>> = BTreeMap::new();
    let builds = merged::Builds::new(&debug, &release);
    for (path, source) in sources {
        let shown = shown(root, path);
        let file = by_file.entry(shown.clone()).or_insert_with(|| new(&shown));
        for function in source.functions.iter().filter(|function| !function.is_test) {
            match (debug.has_code(path, &function.body), release.has_code(path, &function.body)) {
                (false, false) => file
                    .without_code
                    .push(FunctionWithoutCode { line: *function.lines.start(), name: function.name.clone() }),
                (true, false) => {
                    if let Absence::PossiblyMerged(stand_ins) = builds.absence(path, &function.lines) {
                        let lines = function.lines.clone();
                        lost.entry(shown.clone()).or_default().push(LostFunction { lines, stand_ins });
                    }
                }
                (_, true) => {}
            }
        }
    }
    let mut compiled: HashMap<&Path, Vec<(u32, &str)>> = HashMap::new();
    // What was inlined everywhere has no symbol: debug inlines nothing.
    for (name, function) in
        debug.functions.iter().chain(&release.functions).filter(|(name, _)| name.contains(" as core::"))
    {
        function.places.iter().for_each(|(file, line)| compiled.entry(file).or_default().push((*line, name)));
    }
    for (path, source) in sources {
        let Some(file) = by_file.get_mut(&shown(root, path)) else { continue };
        let compiled = compiled.get(path.as_path()).map(Vec::as_slice).unwrap_or_default();
        let absent =
            source.derived.iter().filter(|derived| !compiled.iter().any(|found| is_of_derived(found, derived)));
        file.without_code.extend(absent.map(|Derived { lines, name, of }| FunctionWithoutCode {
            line: *lines.start(),
            name: format!("the derived {name} of {of}"),
        }));
        file.without_code.sort_by_key(|function| function.line);
    }
    for (profile, sites) in [(Profile::Debug, debug), (Profile::Release, release)] {
        for (path, lines) in sites.by_line {
            let path = shown(root, &path);
            let file = by_file.entry(path.clone()).or_insert_with(|| new(&path));
            for (line, sites) in lines {
                let at = file.lines.partition_point(|report| report.line < line);
                if file.lines.get(at).is_none_or(|report| report.line != line) {
                    file.lines.insert(at, LineReport { line, debug: Vec::new(), release: Vec::new(), doubt: None });
                }
                match profile {
                    Profile::Debug => file.lines[at].debug = sites,
                    Profile::Release => file.lines[at].release = sites,
                }
            }
        }
    }
    for (path, source) in sources {
        let path = shown(root, path);
        let Some(file) = by_file.get_mut(&path) else { continue };
        let lost = lost.get(&path).map(Vec::as_slice).unwrap_or_default();
        share(&mut file.lines, source);
        for index in 0..file.lines.len() {
            file.lines[index].doubt = doubt(&file.lines, file.lines[index].line, source, lost);
        }
    }
    by_file.into_values().filter(|file| !file.lines.is_empty() || !file.without_code.is_empty()).collect()
}

/// Whether a compiled function, by its line and name, is of a trait that is derived.
fn is_of_derived((line, name): &(u32, &str), derived: &Derived) -> bool {
    derived.lines.contains(line) && name.contains(&format!("::{}>::", derived.name)) && name.contains(&derived.of)
}

/// Gives the sites for which the compiler left no line to the lines that they are of: those of the same function which in debug call the same,
/// and in release have nothing. Of the same calls on several lines the compiler makes one where nothing but the line is different.
fn share(lines: &mut [LineReport], source: &Source) {
    let mut shared: Vec<(RangeInclusive<u32>, Site)> = Vec::new();
    for line in lines.iter() {
        let lost = line.release.iter().filter(|site| site.lost_line && allocates(site));
        let function = source.function(line.line).map(|function| function.lines.clone());
        shared
            .extend(function.into_iter().flat_map(|lines| lost.clone().map(move |site| (lines.clone(), site.clone()))));
    }
    for line in lines {
        for (function, lost) in &shared {
            // A closure inside of the function is another function.
            let is_inside = source.function(line.line).is_some_and(|inside| inside.lines == *function);
            let columns: BTreeSet<u32> = line
                .debug
                .iter()
                .filter(|site| is_inside && line.is_elided(site) && is_of_same_call(site, lost))
                .map(|site| site.column)
                .collect();
            let of_line = |column| Site { column, lost_line: false, is_shared: true, ..lost.clone() };
            line.release.extend(columns.into_iter().map(of_line));
            line.release.sort();
        }
    }
}

/// Whether a site of debug calls what one of release does that has lost its line, and may have lost which functions were inlined there.
fn is_of_same_call(site: &Site, lost: &Site) -> bool {
    let first = lost.chain.first();
    let is_first = |step: &Step| first.is_some_and(|first| symbols::is_same_function(&step.function, &first.function));
    site.via() == lost.via() || site.chain.iter().any(is_first)
}

/// Why the sites that only debug has on a line cannot be called elided, if they cannot.
fn doubt(lines: &[LineReport], number: u32, source: &Source, lost: &[LostFunction]) -> Option<Doubt> {
    if let Some(function) = lost.iter().find(|function| function.lines.contains(&number)) {
        return Some(Doubt::OneWith(function.stand_ins.clone()));
    }
    let function = source.function(number)?;
    let is_strange = |line: &&LineReport| {
        line.line != number
            && function.lines.contains(&line.line)
            && line.release.iter().any(|site| allocates(site) && !line.has_counterpart(site))
    };
    lines.iter().find(is_strange).map(|line| Doubt::MovedTo(line.line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(site: &Site, is_certain: Option<bool>) -> Message<'_> {
        Message { verdict: Verdict::May, site, copies: 1, doubt: None, is_certain }
    }

    #[test]
    fn an_error_that_a_called_function_makes_is_one_of_its_ways_to_the_allocator() {
        let step = |function: &str, inlined| Step { function: function.to_owned(), inlined };
        let site = |chain| Site {
            column: 1,
            kind: SiteKind::May,
            function: "own::packed".to_owned(),
            chain,
            copies: 1,
            lost_line: false,
            is_shared: false,
            is_address: false,
            is_certain: None,
        };
        let (write, error) = (
            "<flate2::zlib::write::ZlibEncoder<W> as std::io::Write>::write_all",
            "<std::io::error::Error>::new::<&str>",
        );
        let called = site(vec![step(write, false), step(error, false), step("__rustc::__rust_alloc", false)]);
        assert_eq!(message(&called, None).when(), None);
        assert_eq!(message(&called, Some(true)).when(), Some(When::EachTime));
        let inlined = site(vec![step(write, true), step(error, false), step("__rustc::__rust_alloc", false)]);
        assert_eq!(message(&inlined, None).when(), Some(When::OnError));
    }
}
