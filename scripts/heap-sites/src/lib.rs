//! Which source lines still call the allocator, once the optimiser is done?
//!
//! [`survey`] builds a package twice, at opt-level 0 and in its release profile, and reports for each line what its compiled code does:
//!
//! - **heap**: it calls the allocator here, through functions that were inlined, such as `Box::new`;
//! - **may**: it calls a function of the standard library or of another crate that can reach the allocator;
//! - **elided**: it reaches the allocator at opt-level 0, and in release nothing is left of that;
//! - **unknown**: it calls through `dyn` or a function pointer, here or in a function it calls, and what is called cannot be seen.
//!
//! A line without a site, in a function that was compiled, allocates nothing. [`Survey::verify`] holds the report to [pins](Source) in the
//! source; [`verify_linked`] does so in a test, for the profile the test was built in.
//!
//! # How it is found
//!
//! No program is linked and nothing is run. The relocations of the package's objects say which functions its code names, the
//! instructions tell calls from other uses, and the same is read of the archives of its dependencies and of the standard library, as far
//! as the calls lead. What can reach the allocator is searched backwards from it. Debug information gives the line of a call and
//! the functions that were inlined there.
//!
//! # What is not seen
//!
//! - What is called through `dyn` or a function pointer; such calls are reported as unknown.
//! - Whether a call is made: a site under a condition is a site. Nor how often.
//! - Allocations of the C library's functions other than the allocator's own, and of code in assembly.
//! - Generic code that nothing in the target instantiates has no code; the report lists such functions.
//! - Panics, aborts and failed allocations are left out, by the rule of [`symbols::is_cold`].
//! - Identical functions that the compiler made one are reported as one of them.

mod error;
mod report;
mod sites;
mod merged;
mod source;
mod pins;
mod text;
pub mod annotated;
mod cargo;
mod build;
mod linked;
mod graph;
mod archives;
mod code;
mod instructions;
mod lines;
mod whole;

pub use build::{Features, Request, TargetName, chosen};
pub use cargo::{Package, Target};
pub use error::Error;
use pins::Code;
use record::Profile;
pub use report::{Builds, Doubt, FileReport, FunctionWithoutCode, LineReport, Message, Report, SCHEMA, Verdict};
pub use sites::{Compiled, Scope, Site, SiteKind, Sites, Step, sites};
pub use source::{Expected, Pin, Source, SourceFunction};
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
    let files = report::files(&plan.root, debug, release, &sources);
    let report = Report {
        schema: SCHEMA,
        package: plan.package.clone(),
        target: plan.target.describe(),
        rustc: plan.rustc.clone(),
        builds: plan.builds(),
        files,
    };
    let sources = sources.into_iter().map(|(path, source)| (report::shown(&plan.root, &path), source)).collect();
    Ok(Survey { without_lto: !plan.without_lto.is_empty(), root: plan.root, report, sources })
}

/// Reports on the library of a package that two programs, tests for example, were linked with: one built at opt-level 0, the other in the
/// release profile. Nothing is built. `root` is the package's directory.
///
/// # Errors
///
/// [`Error`]: the library is not found beside a program, or cannot be read.
pub fn survey_linked(root: &Path, package: &str, debug: &Path, release: &Path) -> Result<Survey, Error> {
    let scope = Scope { roots: vec![root.to_owned()], except: Vec::new() };
    let mut compiled_files = BTreeSet::new();
    let mut found = |program: &Path| {
        let compiled = linked::library(&package.replace('-', "_"), root, program)?;
        compiled_files.extend(build::source_files(&compiled, root, &scope));
        sites(&compiled, &scope)
    };
    let (debug, release) = (found(debug)?, found(release)?);
    let sources = sources(compiled_files, &[&debug, &release])?;
    let files = report::files(root, debug, release, &sources);
    let describe = |profile: &str| format!("the {profile} profile");
    let report = Report {
        schema: SCHEMA,
        package: package.to_owned(),
        target: TargetName::Lib.describe(),
        rustc: build::output(linked::rustc().arg("-V"), root)?,
        builds: Builds { debug: describe("dev"), release: describe("release") },
        files,
    };
    let sources = sources.into_iter().map(|(path, source)| (report::shown(root, &path), source)).collect();
    Ok(Survey { root: root.to_owned(), report, sources, without_lto: false })
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

impl Survey {
    /// What is wrong with the pins, one sentence each. With `every_line`, a site on a line without a pin is wrong too.
    pub fn verify(&self, every_line: bool) -> Vec<String> {
        let mut problems = Vec::new();
        for (path, source) in &self.sources {
            for profile in [Profile::Debug, Profile::Release] {
                problems.extend(verify(path, source, self.report.file(path), profile, every_line));
            }
        }
        problems
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
/// Returns what is wrong, one sentence each; empty when every pin holds. On a platform whose objects cannot be read, macOS or Windows,
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
    let program =
        std::env::current_exe().map_err(|source| Error::Read { path: PathBuf::from("the running program"), source })?;
    let compiled = linked::library(&package.replace('-', "_"), root, &program)?;
    let scope = Scope { roots: vec![root.to_owned()], except: Vec::new() };
    let found = sites(&compiled, &scope)?;
    let sources = sources(build::source_files(&compiled, root, &scope), &[&found])?;
    let (debug, release) = match profile {
        Profile::Debug => (found, Sites::default()),
        Profile::Release => (Sites::default(), found),
    };
    let mut files = report::files(root, debug, release, &sources);
    // Doubts come of comparing two builds; the other one is not there.
    files.iter_mut().flat_map(|file| &mut file.lines).for_each(|line| line.doubt = None);
    let mut problems = Vec::new();
    for (path, source) in &sources {
        let path = report::shown(root, path);
        let report = files.iter().find(|file| file.path == path);
        problems.extend(verify(&path, source, report, profile, true));
    }
    Ok(problems)
}

/// Says that the pins of a package are not verified here; in CI that is an error.
fn skip(package: &str, format: object::BinaryFormat, in_ci: bool) -> Result<Vec<String>, Error> {
    let error = Error::Format { file: format!("the library of {package}"), format: format!("{format:?}") };
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
        assert!(error.starts_with("the library of a: MachO objects cannot be read, only ELF"), "{error}");
    }
}
