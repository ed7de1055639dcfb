//! Which packages are reported on, and what is shown of them?

use super::measured::{self, Measured};
use super::{Options, diagnostics};
use anyhow::Context;
use crossbeam_channel::Sender;
use heap_sites::{Stop, Survey, TargetName};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A report that was made, of a package by the path of its manifest.
pub(super) struct Report {
    manifest: PathBuf,
    /// Of which asking it is the answer.
    number: usize,
    pub(super) survey: Result<Survey, heap_sites::Error>,
}

/// Those of which a file was opened or saved, by the path of the manifest.
#[derive(Default)]
pub(super) struct Packages(BTreeMap<PathBuf, Package>);

/// One of them.
pub(super) struct Package {
    pub(super) name: String,
    /// What is wrong with the heap profile that was named.
    pub(super) note: Option<String>,
    target: Option<TargetName>,
    asked: usize,
    /// By which the report that is being made is stopped.
    stop: Stop,
    survey: Option<Survey>,
    measured: Option<Measured>,
    /// The files that diagnostics are shown of.
    shown: BTreeSet<PathBuf>,
}

impl Packages {
    /// Has the package of a file reported on; a report that is being made for it is stopped.
    pub(super) fn report_on(&mut self, file: &Path, options: &Options, to: &Sender<Report>) -> anyhow::Result<()> {
        // A file outside of every package, such as a script, has nothing to be built.
        let Some(manifest) = file.ancestors().skip(1).map(|above| above.join("Cargo.toml")).find(|path| path.is_file())
        else {
            return Ok(());
        };
        let mut request = options.request(manifest);
        let found = match heap_sites::package_of(&request) {
            Ok(found) => found,
            // The manifest of a workspace that is no package itself.
            Err(error) if error.is_usage() && file.ends_with("Cargo.toml") => return Ok(()),
            Err(error) => return Err(error).with_context(|| file.display().to_string()),
        };
        let package = self.0.entry(found.manifest_path.clone()).or_insert_with(|| Package {
            name: found.name.clone(),
            note: None,
            target: None,
            asked: 0,
            stop: Stop::default(),
            survey: None,
            measured: None,
            shown: BTreeSet::new(),
        });
        package.stop.now();
        package.stop = Stop::default();
        package.asked += 1;
        package.target = target(&found, file, package.target.take());
        request.manifest.clone_from(&found.manifest_path);
        request.target.clone_from(&package.target);
        request.stop = Some(package.stop.clone());
        let (number, manifest, to) = (package.asked, found.manifest_path, to.clone());
        std::thread::spawn(move || {
            let survey = heap_sites::survey(&request);
            // The server has ended where nobody listens.
            let _ = to.send(Report { manifest, number, survey });
        });
        Ok(())
    }

    /// The package of a report, if it is the answer to what was asked last.
    pub(super) fn finished(&mut self, report: &Report) -> Option<&mut Package> {
        self.0.get_mut(&report.manifest).filter(|package| package.asked == report.number)
    }

    /// The report that has a file, and the file's path in it.
    pub(super) fn of_file(&self, file: &Path) -> Option<(&Package, &Survey, String)> {
        self.0.values().find_map(|package| {
            let survey = package.survey.as_ref()?;
            let root = survey.root.canonicalize().unwrap_or_else(|_| survey.root.clone());
            let path = file.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            survey.sources.contains_key(&path).then_some((package, survey, path))
        })
    }
}

impl Drop for Packages {
    fn drop(&mut self) {
        self.0.values().for_each(|package| package.stop.now());
    }
}

/// The target to report on: the one that the file is the root of, else the one before, else the library or the first program. The report of a program
/// has the library's lines, too.
fn target(package: &heap_sites::Package, file: &Path, before: Option<TargetName>) -> Option<TargetName> {
    let targets = || package.targets.iter().filter_map(|target| Some((TargetName::of(target)?, target)));
    let is_root = |target: &heap_sites::Target| {
        target.0["src_path"].as_str().is_some_and(|path| Path::new(path).canonicalize().is_ok_and(|path| path == file))
    };
    let own = targets().find(|(name, target)| *name != TargetName::Lib && is_root(target)).map(|(name, _)| name);
    let first = || targets().map(|(name, _)| name).min_by_key(|name| *name != TargetName::Lib);
    own.or(before).or_else(first)
}

impl Package {
    /// Takes a report in, and says what is shown of each file from now on: of those that had diagnostics and have none any more, none.
    pub(super) fn take(&mut self, survey: Survey, profile: Option<&Path>) -> BTreeMap<PathBuf, Vec<Value>> {
        let mut diagnostics = diagnostics::of(&survey);
        let shown: BTreeSet<PathBuf> = diagnostics.keys().cloned().collect();
        for file in std::mem::replace(&mut self.shown, shown) {
            diagnostics.entry(file).or_default();
        }
        let root = survey.root.canonicalize().unwrap_or_else(|_| survey.root.clone());
        let profile = profile.map(|file| root.join(file)).or_else(|| measured::newest(&root));
        let is_known = |file: &PathBuf| self.measured.as_ref().is_some_and(|measured| measured.is_of(file));
        if let Some(file) = profile.filter(|file| !is_known(file)) {
            match Measured::read(&file, &root) {
                Ok(measured) => self.measured = Some(measured),
                Err(error) => self.note = Some(format!("{error:#}")),
            }
        }
        self.survey = Some(survey);
        diagnostics
    }

    /// What a line of a run has asked for, in a sentence; nothing where no profile is known.
    pub(super) fn measured(&self, file: &Path, line: u32) -> String {
        self.measured.as_ref().map_or_else(String::new, |measured| measured.of_line(file, line))
    }
}
