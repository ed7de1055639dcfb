//! The sites that are known, so that only new ones fail.
//!
//! A site is known by its file, the function that it is in and the function that it calls, and how many there are of those. Lines are not
//! in it, so that edits above a site leave it known; nor is whether it is heap or may, which inlining elsewhere changes. What is elided is not in it.

use super::finding::{Finding, Findings};
use crate::UsageError;
use crate::table::counted;
use anyhow::{Context, bail};
use heap_sites::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The number of the file's form; another number is another form.
const SCHEMA: u32 = 1;

/// File, function and callee.
type Key = (String, String, String);

/// The sites that are known.
pub(super) struct Baseline {
    /// What it was read from.
    path: PathBuf,
    file: File,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: u32,
    package: String,
    target: String,
    rustc: String,
    sites: Vec<Known>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    file: String,
    function: String,
    callee: String,
    count: usize,
}

impl Known {
    fn key(&self) -> Key {
        (self.file.clone(), self.function.clone(), self.callee.clone())
    }
}

impl Baseline {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let remedy = format!("write it with --write-baseline {}", path.display());
        let text = match std::fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(
                    UsageError(format!("--baseline {}: there is no such file; {remedy}", path.display())).into()
                );
            }
            text => text.with_context(|| format!("--baseline {}", path.display()))?,
        };
        let damaged = |what: String| format!("--baseline {}: no baseline: {what}; {remedy}", path.display());
        let value: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| anyhow::Error::msg(damaged(error.to_string())))?;
        // Another form may have other keys, so its number comes first.
        if let Some(schema) = value["schema"].as_u64()
            && schema != u64::from(SCHEMA)
        {
            bail!("{}", damaged(format!("it has schema {schema}, and this program reads {SCHEMA}")));
        }
        let file: File =
            serde_json::from_value(value).map_err(|error| anyhow::Error::msg(damaged(error.to_string())))?;
        let is_in_order = file.sites.windows(2).all(|pair| pair[0].key() < pair[1].key());
        if !is_in_order || file.sites.iter().any(|known| known.count == 0) {
            bail!("{}", damaged("its sites are not as they were written, each once and in order".to_owned()));
        }
        Ok(Self { path: path.to_owned(), file })
    }

    /// The sites of a report.
    pub(super) fn of(findings: &Findings<'_>) -> Self {
        let report = findings.report;
        let known = |((file, function, callee), count)| Known { file, function, callee, count };
        let file = File {
            schema: SCHEMA,
            package: report.package.clone(),
            target: report.target.clone(),
            rustc: report.rustc.clone(),
            sites: count(findings).into_iter().map(known).collect(),
        };
        Self { path: PathBuf::new(), file }
    }

    /// Writes it, whole or not at all.
    pub(super) fn write(&self, path: &Path) -> anyhow::Result<ExitCode> {
        let failed = || format!("--write-baseline {}", path.display());
        // Writing would make a directory that is not there, and its name may be a slip.
        let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
        if let Some(directory) = directory.filter(|directory| !directory.is_dir()) {
            bail!("{}: {} is not a directory", failed(), directory.display());
        }
        let text = serde_json::to_string_pretty(&self.file)? + "\n";
        record::write_whole(path, text.as_bytes()).with_context(failed)?;
        eprintln!("saved {}: {}", path.display(), counted(total(&self.file), "site"));
        Ok(ExitCode::SUCCESS)
    }

    /// Leaves of the sites those that are new.
    pub(super) fn compare(&self, findings: &mut Findings<'_>) -> anyhow::Result<Compared<'_>> {
        let (file, report) = (&self.file, findings.report);
        if (&file.package, &file.target) != (&report.package, &report.target) {
            return Err(UsageError(format!(
                "--baseline {}: it is that of {} {}, and the report is of {} {}; name the file of the same target",
                self.path.display(),
                file.package,
                file.target,
                report.package,
                report.target
            ))
            .into());
        }
        let now = count(findings);
        let known: BTreeMap<Key, usize> = file.sites.iter().map(|known| (known.key(), known.count)).collect();
        let before = |key: &Key| known.get(key).copied().unwrap_or(0);
        let grown: BTreeMap<&Key, usize> = now
            .iter()
            .filter(|(key, count)| **count > before(key))
            .map(|(key, count)| (key, count - before(key)))
            .collect();
        findings.keep(|finding| counts(finding) && grown.contains_key(&key(finding)));
        let undecided = grown.keys().filter(|key| before(key) > 0).map(|key| {
            let (file, function, callee) = key;
            let (now, before) = (now[*key], before(key));
            format!(
                "{file}: {function} calls {callee} at {}, and at {before} in the baseline; all are shown, because nothing tells which are new",
                counted(now, "place")
            )
        });
        let gone = known.iter().map(|(key, count)| count.saturating_sub(now.get(key).copied().unwrap_or(0))).sum();
        Ok(Compared {
            baseline: self,
            new: grown.values().sum(),
            gone,
            undecided: undecided.collect(),
            other_rustc: (file.rustc != report.rustc).then(|| report.rustc.clone()),
        })
    }
}

/// A report beside a baseline.
pub(super) struct Compared<'b> {
    baseline: &'b Baseline,
    /// How many sites the baseline does not have.
    pub(super) new: usize,
    /// How many of the baseline's are gone.
    gone: usize,
    undecided: Vec<String>,
    other_rustc: Option<String>,
}

impl Compared<'_> {
    /// `1 new site, 43 in the baseline`.
    pub(super) fn line(&self) -> String {
        format!("{}, {} in the baseline\n", counted(self.new, "new site"), total(&self.baseline.file))
    }

    /// What else there is to know, in sentences.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = self.undecided.clone();
        let file = self.baseline.path.display();
        if self.gone > 0 {
            let are = if self.gone == 1 { "is" } else { "are" };
            let sites = counted(self.gone, "site");
            notes.push(format!("{sites} of the baseline {are} gone; write it anew with --write-baseline {file}"));
        }
        if let Some(rustc) = self.other_rustc.as_ref().filter(|_| self.new + self.gone > 0) {
            notes.push(format!(
                "the baseline was written with {}, and this is {rustc}; another compiler inlines otherwise",
                self.baseline.file.rustc
            ));
        }
        notes
    }
}

fn total(file: &File) -> usize {
    file.sites.iter().map(|known| known.count).sum()
}

/// Whether a baseline has sites of the kind.
fn counts(finding: &Finding<'_>) -> bool {
    finding.verdict() != Verdict::Elided
}

fn key(finding: &Finding<'_>) -> Key {
    (portable(&finding.file.path).to_owned(), finding.function().to_owned(), finding.callee())
}

/// The file of a dependency without where this machine keeps it.
fn portable(path: &str) -> &str {
    let below = path.split_once("/registry/src/").and_then(|(_, below)| below.split_once('/'));
    below.map_or(path, |(_, file)| file)
}

fn count(findings: &Findings<'_>) -> BTreeMap<Key, usize> {
    let mut sites = BTreeMap::new();
    for finding in findings.all.iter().filter(|finding| counts(finding)) {
        *sites.entry(key(finding)).or_insert(0) += 1;
    }
    sites
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_registry_is_named_by_its_package() {
        let path = "/home/me/.cargo/registry/src/index-1949cf8c6b5b557f/semver-1.0.28/src/lib.rs";
        assert_eq!(portable(path), "semver-1.0.28/src/lib.rs");
        assert_eq!(portable("src/registry/src.rs"), "src/registry/src.rs");
    }

    #[test]
    fn a_damaged_file_is_refused_with_the_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("known.json");
        let file = |sites: &str| {
            format!(r#"{{"schema":1,"package":"a","target":"lib","rustc":"rustc 1.0.0","sites":[{sites}]}}"#)
        };
        let known =
            |callee: &str, count| format!(r#"{{"file":"f","function":"a::f","callee":"{callee}","count":{count}}}"#);
        std::fs::write(&path, file(&format!("{},{}", known("b", 1), known("c", 2)))).unwrap();
        assert_eq!(total(&Baseline::read(&path).unwrap().file), 3);
        for (text, reason) in [
            (String::new(), "EOF"),
            ("[]".to_owned(), "no baseline"),
            (file("")[..40].to_owned(), "EOF"),
            (file(&known("b", 0)), "each once and in order"),
            (file(&[known("b", 1), known("b", 1)].join(",")), "each once and in order"),
            (file(&[known("c", 1), known("b", 1)].join(",")), "each once and in order"),
            (file("").replace("\"schema\":1", "\"schema\":7"), "it has schema 7, and this program reads 1"),
            (file("").replace("rustc\":", "rust\":"), "unknown field `rust`"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let Err(error) = Baseline::read(&path) else { panic!("{text} is read") };
            let error = format!("{error:#}");
            assert!(error.contains(reason) && error.contains("--write-baseline"), "{text}: {error}");
        }
        std::fs::remove_file(&path).unwrap();
        let Err(error) = Baseline::read(&path) else { panic!("it is read") };
        assert!(error.is::<UsageError>(), "{error}");
    }
}
