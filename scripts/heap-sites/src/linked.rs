//! Where is the code that a test was linked with?
//!
//! A test verifies the pins of its own package in the profile it was built in. The package's library lies beside the test's program, among
//! whatever else was ever built there. What was made after the program is not in it. Of several builds of one library, with other features
//! for example, the one is taken whose functions are in the program, and of several such the last; symbols carry a hash of
//! the features and the profile.

use crate::Error;
use crate::build::{output, standard_library};
use crate::cargo::of_directory;
use crate::sites::Compiled;
use object::read::ReadCache;
use object::read::archive::ArchiveFile;
use object::{Object, ObjectSymbol};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// The library `name` (as rustc writes it, with `_`) that the program was linked with, and what else lies beside it. `directory` is the package's.
pub(crate) fn library(name: &str, directory: &Path, program: &Path) -> Result<Compiled, Error> {
    let made = time(program)?;
    let beside = program.parent().unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(beside).map_err(|source| Error::Read { path: beside.to_owned(), source })?;
    let mut archives: Vec<PathBuf> = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|extension| extension == "rlib") && time(&path)? <= made {
            archives.push(path);
        }
    }
    archives.sort();
    let prefix = format!("lib{name}-");
    let is_candidate = |path: &Path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&prefix));
    let (candidates, others): (Vec<PathBuf>, Vec<PathBuf>) = archives.into_iter().partition(|path| is_candidate(path));
    let data = open(program)?;
    let linked = definitions(&data, program)?;
    let mut chosen: Option<(SystemTime, PathBuf)> = None;
    for candidate in candidates {
        let is_own = |symbol: &[u8]| linked.contains(symbol) && String::from_utf8_lossy(symbol).contains(name);
        if defines(&candidate, is_own)? {
            chosen = chosen.max(Some((time(&candidate)?, candidate)));
        }
    }
    let (_, chosen) = chosen.ok_or_else(|| {
        Error::Target(format!(
            "{}: no {prefix}*.rlib beside it has a function that it was linked with; run it by cargo test, and name something of the \
             library in it",
            program.display()
        ))
    })?;
    let standard = standard_library(Path::new(&output(rustc(directory).args(["--print", "target-libdir"]))?))?;
    let mut is_linked_with = false;
    for archive in &standard {
        is_linked_with = is_linked_with || defines(archive, |symbol| linked.contains(symbol))?;
    }
    if !is_linked_with {
        return Err(Error::Target(format!(
            "{}: it was linked with another standard library than the one in {}; run it by cargo test",
            program.display(),
            standard.first().and_then(|archive| archive.parent()).unwrap_or(Path::new("")).display()
        )));
    }
    let mut libraries = others;
    libraries.extend(standard);
    Ok(Compiled { objects: vec![chosen], libraries, ..Compiled::default() })
}

/// The compiler beside the cargo that runs the test; without a cargo, the directory's.
pub(crate) fn rustc(directory: &Path) -> Command {
    let beside_cargo = std::env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name("rustc"));
    let beside_cargo = beside_cargo.filter(|rustc| rustc.is_file()).unwrap_or_else(|| PathBuf::from("rustc"));
    of_directory(&beside_cargo.to_string_lossy(), directory)
}

fn time(path: &Path) -> Result<SystemTime, Error> {
    let time = path.metadata().and_then(|metadata| metadata.modified());
    time.map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// Opens a file of which little is read.
fn open(path: &Path) -> Result<ReadCache<File>, Error> {
    File::open(path).map(ReadCache::new).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// The symbols that a program defines.
fn definitions<'data>(data: &'data ReadCache<File>, program: &Path) -> Result<HashSet<&'data [u8]>, Error> {
    let damaged =
        |error: object::Error| Error::Damaged { file: program.display().to_string(), reason: error.to_string() };
    let file = object::File::parse(data).map_err(damaged)?;
    Ok(file.symbols().filter(ObjectSymbol::is_definition).filter_map(|symbol| symbol.name_bytes().ok()).collect())
}

/// Whether an archive defines a symbol like that.
fn defines(path: &Path, is_meant: impl Fn(&[u8]) -> bool) -> Result<bool, Error> {
    let damaged = |error: object::Error| Error::Damaged { file: path.display().to_string(), reason: error.to_string() };
    let cache = open(path)?;
    let archive = ArchiveFile::parse(&cache).map_err(damaged)?;
    for symbol in archive.symbols().map_err(damaged)?.into_iter().flatten() {
        if is_meant(symbol.map_err(damaged)?.name()) {
            return Ok(true);
        }
    }
    Ok(false)
}
