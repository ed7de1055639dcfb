//! Which source lines still call the allocator, once the optimiser is done?
//!
//! [`survey`] builds a package twice, at opt-level 0 and in its release profile, and reports for each line what its compiled code does:
//!
//! - **heap**: it calls the allocator here, through functions that were inlined, such as `Box::new`;
//! - **may**: it calls a function of the standard library or of another crate that can reach the allocator;
//! - **elided**: it reaches the allocator at opt-level 0, and in release nothing is left of that;
//! - **unknown**: it calls through `dyn` or a function pointer, here or in a function it calls, and what is called cannot be seen.
//!
//! A line without a site, in a function that was compiled, allocates nothing by itself; the reader's functions that it calls have lines of their
//! own. [`Survey::verify`] holds the report to [pins](Source) in the source, and [`Survey::broken_contracts`] whole functions to what they promise,
//! through all that they reach; [`verify_linked`] does both in a test, for the profile the test was built in.
//!
//! # How it is found
//!
//! No program is linked and nothing is run. The relocations of the package's objects say which functions its code names, the
//! instructions tell calls from other uses, and the same is read of the archives of its dependencies and of the standard library, as far
//! as the calls lead. What can reach the allocator is searched backwards from it. Debug information gives the line of a call and
//! the functions that were inlined there. What only a table of functions names that a line passes on, as the vtable of a `dyn` object, is taken to be
//! called by what makes calls that cannot be seen. A line that every way through its function leads through allocates each time.
//!
//! # What is not seen
//!
//! - What is called through `dyn` or a function pointer that is kept in memory; such calls are reported as unknown.
//! - How often a call is made: a site under a condition is a site.
//! - What the C library's functions do, but for what their names tell ([`symbols::Foreign`]); the others are reported as unknown.
//! - Generic code that nothing in the target instantiates has no code; the report lists such functions.
//! - Panics, aborts and failed allocations are left out: what [`symbols::is_cold`] names and does not return.
//! - Identical functions that the compiler made one are reported as one of them.

mod error;
mod report;
mod sites;
mod reach;
mod merged;
mod source;
mod pins;
mod contracts;
mod text;
pub mod annotated;
mod cargo;
mod build;
mod linked;
mod graph;
mod archives;
mod code;
mod data;
mod format;
mod instructions;
mod lines;
mod stop;
mod whole;

pub use build::{Features, Request, TargetName, chosen, package_of};
pub use cargo::{Package, Target, of_directory};
pub use contracts::BrokenContract;
use contracts::Promise;
pub use error::Error;
use pins::Code;
use reach::Asked;
use record::Profile;
pub use report::{Builds, Doubt, FileReport, FunctionWithoutCode, LineReport, Message, Report, SCHEMA, Verdict, When};
pub use sites::{Compiled, Scope, Site, SiteKind, Sites, Step, sites};
pub use source::{Contract, Derived, Expected, Pin, Source, SourceFunction};
pub use stop::Stop;
pub use text::{chains, why};

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A report, and the sources of its files.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The package's directory.
    pub root: PathBuf,
    /// The report. Lines that only give blocks back are in it; see [`Report::without_frees`].
    pub report: Report,
    /// The sources that were compiled, by the path that the report has.
    pub sources: BTreeMap<String, Source>,
    /// Objects of dependencies that could not be read, and why.
    pub skipped: Vec<String>,
    /// The two builds, for what is asked of whole functions.
    builds: BTreeMap<Profile, Sites>,
    /// Whether a profile asks for link-time optimisation, before which there is no machine code to read, and was built without it.
    pub without_lto: bool,
}

/// Builds what is asked for, twice, and reports.
///
/// # Errors
///
/// [`Error`]; the compiler's own messages go to stderr.
pub fn survey(request: &Request) -> Result<Survey, Error> {
    let plan = build::Plan::new(request)?;
    let mut scope = plan.scope.clone();
    let (mut analysed, mut compiled_files) = (Vec::new(), BTreeSet::new());
    for profile in [Profile::Debug, Profile::Release] {
        let mut is_cleaned = false;
        let (files, found) = loop {
            let built = plan.build(profile)?;
            let below = built.others.into_iter().filter(|directory| directory.starts_with(&plan.root));
            scope.except.extend(below);
            scope.except.retain(|directory| !built.dependencies.contains(directory));
            scope.roots.extend(built.dependencies);
            scope.roots.sort();
            scope.roots.dedup();
            let files = build::source_files(&built.compiled, &plan.root, &scope);
            let found = sites(&built.compiled, &scope)?;
            match compiled_elsewhere(&built.compiled, &found, &files, &plan.root) {
                None => break (files, found),
                // A package that was moved, or a copy that was built into the same directory: cargo takes the objects for fresh.
                Some(_) if !is_cleaned => plan.clean(profile)?,
                Some(error) => return Err(error),
            }
            is_cleaned = true;
        };
        compiled_files.extend(files);
        analysed.push(found);
    }
    let (Some(release), Some(debug)) = (analysed.pop(), analysed.pop()) else {
        return Err(Error::Cargo("two builds were asked for".to_owned()));
    };
    let sources = sources(compiled_files, &[&debug, &release])?;
    let builds = BTreeMap::from([(Profile::Debug, debug.clone()), (Profile::Release, release.clone())]);
    let files = report::files(&plan.root, debug, release, &sources);
    let report = Report {
        schema: SCHEMA,
        package: plan.package.clone(),
        target: plan.target.describe(),
        rustc: plan.rustc.clone(),
        builds: plan.builds(),
        files,
    };
    Ok(Survey { without_lto: !plan.without_lto.is_empty(), ..Survey::new(plan.root, report, sources, builds) })
}

/// Reports on the library of a package that two programs, tests for example, were linked with: one built at opt-level 0, the other in the
/// release profile. Nothing is built. `root` is the package's directory.
///
/// # Errors
///
/// [`Error`]: the library is not found beside a program, or cannot be read.
pub fn survey_linked(root: &Path, package: &str, debug: &Path, release: &Path) -> Result<Survey, Error> {
    let scope = Scope { roots: vec![root.to_owned()], except: Vec::new() };
    let found = |program: &Path| -> Result<_, Error> {
        let compiled = linked::library(&package.replace('-', "_"), root, program)?;
        Ok((build::source_files(&compiled, root, &scope), sites(&compiled, &scope)?))
    };
    // Both at once: each reads all that its program was linked of.
    let (debug, release) = std::thread::scope(|threads| {
        let release = threads.spawn(|| found(release));
        (found(debug), release.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let ((mut compiled_files, debug), (of_release, release)) = (debug?, release?);
    compiled_files.extend(of_release);
    let sources = sources(compiled_files, &[&debug, &release])?;
    let builds = BTreeMap::from([(Profile::Debug, debug.clone()), (Profile::Release, release.clone())]);
    let files = report::files(root, debug, release, &sources);
    let describe = |profile: &str| format!("the {profile} profile");
    let report = Report {
        schema: SCHEMA,
        package: package.to_owned(),
        target: TargetName::Lib.describe(),
        rustc: build::output(linked::rustc(root).arg("-V"))?,
        builds: Builds { debug: describe("dev"), release: describe("release") },
        files,
    };
    Ok(Survey::new(root.to_owned(), report, sources, builds))
}

/// Whether the code is that of a copy of these sources in another directory, of which every line would be missing from the report.
fn compiled_elsewhere(compiled: &Compiled, found: &Sites, sources: &BTreeSet<PathBuf>, root: &Path) -> Option<Error> {
    if !found.lines_with_code.is_empty() {
        return None;
    }
    let mut relative = sources.iter().filter_map(|source| source.strip_prefix(root).ok());
    let copy = relative.find_map(|source| found.elsewhere.iter().find(|file| file.ends_with(source)))?;
    Some(Error::CompiledElsewhere {
        file: compiled.objects.first().map(|object| object.display().to_string()).unwrap_or_default(),
        compiled_from: copy.display().to_string(),
        root: root.display().to_string(),
    })
}

/// Reads the files that were compiled, and those that have code in a build.
fn sources(mut paths: BTreeSet<PathBuf>, builds: &[&Sites]) -> Result<BTreeMap<PathBuf, Source>, Error> {
    paths.extend(builds.iter().flat_map(|sites| sites.lines_with_code.keys().cloned()));
    // Code that a build script wrote, or a macro's, may name a file that is not there.
    paths.into_iter().filter(|path| path.is_file()).map(|path| Ok((path.clone(), Source::read(&path)?))).collect()
}

/// What functions are asked for that promised nothing themselves.
#[derive(Clone, Debug, Default)]
pub struct NoAllocations {
    /// The functions, each by the end of its path, such as `engine::process`.
    pub functions: Vec<String>,
    /// Functions that may be called all the same, by the end of their path; `dyn` for calls that cannot be seen.
    pub except: Vec<String>,
    /// Whether only the release build is held to it.
    pub in_release: bool,
    /// Whether a panic counts, which allocates when it happens.
    pub with_panics: bool,
}

impl Survey {
    fn new(
        root: PathBuf,
        report: Report,
        sources: BTreeMap<PathBuf, Source>,
        builds: BTreeMap<Profile, Sites>,
    ) -> Self {
        let skipped: BTreeSet<String> = builds.values().flat_map(|build| build.skipped.iter().cloned()).collect();
        let sources = sources.into_iter().map(|(path, source)| (report::shown(&root, &path), source)).collect();
        Self { root, report, sources, skipped: skipped.into_iter().collect(), without_lto: false, builds }
    }

    /// What is wrong with the pins, one sentence each. With `every_line`, a site on a line without a pin is wrong too.
    pub fn verify(&self, every_line: bool) -> Vec<String> {
        let mut problems = Vec::new();
        for (path, source) in &self.sources {
            for profile in [Profile::Debug, Profile::Release] {
                problems.extend(verify(path, source, self.report.file(path), profile, every_line));
            }
            problems.extend(source.misread.iter().map(|(line, reason)| format!("{path}:{line}: {reason}")));
        }
        problems
    }

    /// The contracts in the sources that are not kept.
    pub fn broken_contracts(&self) -> Vec<BrokenContract> {
        let mut broken = Vec::new();
        for (path, source) in &self.sources {
            for contract in &source.contracts {
                let asked = Asked { except: &contract.except, with_panics: false };
                let file = self.root.join(path);
                let promise = Promise { file: &file, shown: path, source, function: contract.function, asked };
                broken.extend(self.hold(&promise, contract.in_release));
            }
        }
        broken
    }

    /// What functions that are named from outside reach, though they are to allocate nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Target`]: no function of the sources has such a path; the message has the nearest.
    pub fn no_allocations(&self, asked: &NoAllocations) -> Result<Vec<BrokenContract>, Error> {
        let mut broken = Vec::new();
        for name in &asked.functions {
            let found = self.functions_named(name);
            if found.is_empty() {
                let known =
                    self.sources.values().flat_map(|source| &source.functions).map(|function| function.name.as_str());
                let last = name.rsplit("::").next().unwrap_or(name);
                let suggestion = record::suggest::nearest(last, known);
                return Err(Error::Target(format!("no function `{name}` in the code that was compiled{suggestion}")));
            }
            for (path, function) in found {
                let (file, source) = (self.root.join(&path), &self.sources[&path]);
                let asked_of = Asked { except: &asked.except, with_panics: asked.with_panics };
                let promise = Promise { file: &file, shown: &path, source, function, asked: asked_of };
                broken.extend(self.hold(&promise, asked.in_release));
            }
        }
        Ok(broken)
    }

    /// The functions whose path ends so: file, and place in its source.
    fn functions_named(&self, name: &str) -> BTreeSet<(String, usize)> {
        let mut found = BTreeSet::new();
        for build in self.builds.values() {
            let named = build.functions.iter().filter(|(compiled, _)| reach::is_named(compiled, name));
            for (file, line) in named.flat_map(|(_, function)| &function.places) {
                let path = report::shown(&self.root, file);
                let Some(source) = self.sources.get(&path) else { continue };
                let function = source.function(*line);
                found.extend(source.functions.iter().position(|other| Some(other) == function).map(|at| (path, at)));
            }
        }
        // One that was inlined everywhere has no symbol, and no path but its name.
        if found.is_empty() && !name.contains("::") {
            for (path, source) in &self.sources {
                let named = source.functions.iter().enumerate().filter(|(_, function)| function.name == name);
                found.extend(named.map(|(at, _)| (path.clone(), at)));
            }
        }
        found
    }

    /// What of a promise is broken, in both builds or in release alone.
    fn hold(&self, promise: &Promise<'_>, in_release: bool) -> Vec<BrokenContract> {
        let shown = |file: &Path| report::shown(&self.root, file);
        // Which functions are identical is told by the names that debug has; a test has one build alone.
        let named = self.builds.get(&Profile::Debug);
        let held = self.builds.iter().filter(|(profile, _)| !in_release || **profile == Profile::Release);
        let found: Vec<(Profile, Option<Vec<BrokenContract>>)> = held
            .map(|(profile, build)| {
                (*profile, contracts::broken(promise, *profile, build, named.unwrap_or(build), &shown))
            })
            .collect();
        // What was inlined into its callers of other crates has no code in release; in debug it has.
        match found.iter().all(|(_, broken)| broken.is_none()) {
            true => found.last().map(|(profile, _)| contracts::without_code(promise, *profile)).into_iter().collect(),
            false => found.into_iter().flat_map(|(_, broken)| broken.unwrap_or_default()).collect(),
        }
    }

    /// The functions of the package that a line calls and that reach the allocator, or a call that cannot be seen, though the line has no site
    /// of its own.
    pub fn reaching_functions(&self, path: &str, line: u32) -> BTreeSet<String> {
        let file = self.root.join(path);
        self.builds.values().flat_map(|build| build.reach.reaching_functions(&file, line)).collect()
    }
}

/// What is wrong with the pins of one file in one build.
fn verify(path: &str, source: &Source, report: Option<&FileReport>, profile: Profile, every_line: bool) -> Vec<String> {
    let lines = report.map(|report| report.lines.as_slice()).unwrap_or_default();
    let without_code = report.map(|report| report.without_code.as_slice()).unwrap_or_default();
    let mut problems = Vec::new();
    for pin in &source.pins {
        let line = lines.iter().find(|line| line.line == pin.line);
        let sites = line.map(|line| line.sites(profile)).unwrap_or_default();
        let function = source.function(pin.line);
        let is_function =
            |without: &FunctionWithoutCode| function.is_some_and(|function| *function.lines.start() == without.line);
        let code = if without_code.iter().any(is_function) {
            Code::Absent
        } else if profile == Profile::Release && line.is_some_and(|line| line.doubt.is_some()) {
            Code::Lost
        } else {
            Code::Present
        };
        problems.extend(pins::broken(path, pin, profile, code, sites).map(|broken| broken.to_string()));
    }
    if every_line {
        let unpinned = lines.iter().filter(|line| !source.pins.iter().any(|pin| pin.line == line.line));
        problems
            .extend(unpinned.filter_map(|line| pins::unpinned(path, line, profile)).map(|broken| broken.to_string()));
    }
    problems
}

/// Verifies the pins of a package's library in a test of that package, in the profile that the test was built in, and that every site is
/// pinned. `manifest_dir` is `env!("CARGO_MANIFEST_DIR")`, `package` is `env!("CARGO_PKG_NAME")`.
///
/// Returns what is wrong, one sentence each; empty when every pin holds. On a platform whose objects are not ELF, macOS or Windows,
/// nothing is verified, which is said on standard error.
///
/// # Errors
///
/// [`Error`]: the library that the test was linked with is not found, or cannot be read; nothing could be verified, and the variable `CI`
/// is set.
pub fn verify_linked(manifest_dir: &str, package: &str) -> Result<Vec<String>, Error> {
    let format = object::BinaryFormat::native_object();
    if format != object::BinaryFormat::Elf {
        return skip(package, format, std::env::var_os("CI").is_some());
    }
    let root = Path::new(manifest_dir);
    let profile = if cfg!(debug_assertions) { Profile::Debug } else { Profile::Release };
    let (found, sources) = linked_build(root, package)?;
    let built = found.clone();
    let (debug, release) = match profile {
        Profile::Debug => (found, Sites::default()),
        Profile::Release => (Sites::default(), found),
    };
    let mut files = report::files(root, debug, release, &sources);
    // Doubts come of comparing two builds; the other one is not there.
    files.iter_mut().flat_map(|file| &mut file.lines).for_each(|line| line.doubt = None);
    let mut problems = Vec::new();
    for (file, source) in &sources {
        let path = report::shown(root, file);
        let report = files.iter().find(|file| file.path == path);
        problems.extend(verify(&path, source, report, profile, true));
        problems.extend(source.misread.iter().map(|(line, reason)| format!("{path}:{line}: {reason}")));
        for contract in source.contracts.iter().filter(|contract| !contract.in_release || profile == Profile::Release) {
            let asked = Asked { except: &contract.except, with_panics: false };
            let promise = Promise { file, shown: &path, source, function: contract.function, asked };
            let broken = contracts::broken(&promise, profile, &built, &built, &|file| report::shown(root, file));
            let broken = broken.unwrap_or_else(|| vec![contracts::without_code(&promise, profile)]);
            problems.extend(broken.iter().map(ToString::to_string));
        }
    }
    Ok(problems)
}

/// The library that the running test was linked with, and its sources.
fn linked_build(root: &Path, package: &str) -> Result<(Sites, BTreeMap<PathBuf, Source>), Error> {
    let program =
        std::env::current_exe().map_err(|source| Error::Read { path: PathBuf::from("the running program"), source })?;
    let compiled = linked::library(&package.replace('-', "_"), root, &program)?;
    let scope = Scope { roots: vec![root.to_owned()], except: Vec::new() };
    let found = sites(&compiled, &scope)?;
    let sources = sources(build::source_files(&compiled, root, &scope), &[&found])?;
    Ok((found, sources))
}

/// What functions of a package's library reach though they are to allocate nothing, in the profile that the test was built in: for a test of that
/// package, as [`verify_linked`]. Each function is named by the end of its path, such as `engine::process`.
///
/// ```no_run
/// # fn main() -> Result<(), heap_sites::Error> {
/// let asked = heap_sites::NoAllocations { functions: vec!["engine::process".to_owned()], ..Default::default() };
/// let problems = heap_sites::no_allocations_linked(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"), &asked)?;
/// assert!(problems.is_empty(), "{}", problems.join("\n"));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// As [`verify_linked`], and [`Error::Target`] for a function that is not in the code.
pub fn no_allocations_linked(manifest_dir: &str, package: &str, asked: &NoAllocations) -> Result<Vec<String>, Error> {
    let format = object::BinaryFormat::native_object();
    if format != object::BinaryFormat::Elf {
        return skip(package, format, std::env::var_os("CI").is_some());
    }
    let root = Path::new(manifest_dir);
    let profile = if cfg!(debug_assertions) { Profile::Debug } else { Profile::Release };
    if asked.in_release && profile == Profile::Debug {
        return Ok(Vec::new());
    }
    let (found, sources) = linked_build(root, package)?;
    let report = Report {
        schema: SCHEMA,
        package: package.to_owned(),
        target: TargetName::Lib.describe(),
        rustc: String::new(),
        builds: Builds::default(),
        files: Vec::new(),
    };
    let survey = Survey::new(root.to_owned(), report, sources, BTreeMap::from([(profile, found)]));
    Ok(survey.no_allocations(asked)?.iter().map(ToString::to_string).collect())
}

/// Says that the pins of a package are not verified here; in CI that is an error.
fn skip(package: &str, format: object::BinaryFormat, in_ci: bool) -> Result<Vec<String>, Error> {
    let error = Error::LinkedFormat { package: package.to_owned(), format: format::in_words(format) };
    if in_ci {
        return Err(error);
    }
    // Not `eprintln!`, which the test harness keeps to itself when the test passes. Nobody listens where standard error is closed.
    let _ = writeln!(std::io::stderr(), "SKIPPED: the pins of {package} are not verified: {error}");
    Ok(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::skip;

    #[test]
    fn objects_that_cannot_be_read_are_skipped_but_not_in_ci() {
        assert!(skip("a", object::BinaryFormat::MachO, false).unwrap().is_empty());
        let error = skip("a", object::BinaryFormat::MachO, true).unwrap_err().to_string();
        assert!(error.starts_with("a: a test verifies pins where objects are ELF"), "{error}");
        assert!(error.contains("where they are Mach-O"), "{error}");
    }
}
