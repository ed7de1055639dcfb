//! Which programs does the compiler refuse, and with which words?
//!
//! The programs stand in `tests/compile_fail` of a chapter, and beside each what rustc says of it, which pages show. Each is checked by rustc
//! alone: it may use the standard library and the libraries that are named, which were built with the test that runs this.

use crate::compiled::rustc;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};

/// What is set to `renew` to write what is kept anew.
const RENEWAL: &str = "SNAPSHOTS";

/// A program that must not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of its file, without `.rs`.
    pub program: String,
    /// What rustc says of it.
    pub said: String,
    /// What is kept, and shown on a page; empty where there is no file.
    pub kept: String,
}

impl Refusal {
    /// The codes of its errors, such as `E0515`, in their order.
    pub fn codes(&self) -> Vec<&str> {
        self.said.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0)).collect()
    }
}

/// The programs of the chapter in this directory, its `CARGO_MANIFEST_DIR`, by name. `SNAPSHOTS=renew` writes what is kept anew.
///
/// # Errors
///
/// When there is none, one compiles, a library is not there, or rustc can't be run.
pub fn refusals(chapter: &str, libraries: &[&str]) -> Result<Vec<Refusal>> {
    let directory = Path::new(chapter).join("tests/compile_fail");
    let libraries = libraries.iter().map(|name| library(name)).collect::<Result<Vec<_>>>()?;
    let mut refusals = Vec::new();
    for entry in std::fs::read_dir(&directory).with_context(|| directory.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let program = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let said = said(chapter, &program, &libraries)?;
        let file = path.with_extension("stderr");
        if std::env::var_os(RENEWAL).is_some_and(|value| value == "renew") {
            record::write_whole(&file, said.as_bytes())?;
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        refusals.push(Refusal { program, said, kept });
    }
    ensure!(!refusals.is_empty(), "{}: there is no program", directory.display());
    refusals.sort_by(|a, b| a.program.cmp(&b.program));
    Ok(refusals)
}

/// What rustc says of a program, without the lines that count errors and advertise `--explain`.
fn said(chapter: &str, program: &str, libraries: &[(String, PathBuf)]) -> Result<String> {
    let scratch = tempfile::tempdir().context("a temporary directory for rustc's output")?;
    let mut command = rustc();
    command.current_dir(chapter).arg(format!("tests/compile_fail/{program}.rs"));
    command.args(["--edition=2024", "--crate-type=bin", "--emit=metadata", "--out-dir"]).arg(scratch.path());
    for (name, archive) in libraries {
        command.arg("-L").arg(archive.parent().unwrap_or(archive));
        command.arg("--extern").arg(format!("{name}={}", archive.display()));
    }
    let output = command.output().context("rustc cannot be run; put it on PATH or name it in RUSTC")?;
    ensure!(!output.status.success(), "{program} compiles, and must not");
    let text = String::from_utf8(output.stderr).context("what rustc says")?;
    let is_summary = |line: &str| {
        ["error: aborting due to", "For more information about", "Some errors have detailed explanations"]
            .iter()
            .any(|beginning| line.starts_with(beginning))
    };
    let lines: Vec<&str> = text.lines().filter(|line| !is_summary(line)).collect();
    Ok(lines.join("\n").trim_end().to_owned() + "\n")
}

/// The archive of a library beside the running test, the last that was built.
fn library(name: &str) -> Result<(String, PathBuf)> {
    let program = std::env::current_exe().context("the path of this test program")?;
    let beside = program.parent().context("the directory of this test program")?;
    let beginning = format!("lib{name}-");
    let is_it = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(&beginning) && file.ends_with(".rlib")
    };
    let entries = std::fs::read_dir(beside).with_context(|| beside.display().to_string())?;
    let found = entries.flatten().map(|entry| entry.path()).filter(is_it);
    let newest = found.max_by_key(|path| path.metadata().and_then(|metadata| metadata.modified()).ok());
    let path = newest.with_context(|| format!("{}: no {beginning}*.rlib; run this by cargo test", beside.display()))?;
    Ok((name.to_owned(), path))
}
