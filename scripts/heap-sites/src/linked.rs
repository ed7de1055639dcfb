//! Where is the code that a test was linked with?
//!
//! A test verifies the pins of its own package in the profile it was built in. The package's library lies beside the test's program; of
//! several that were built with other features, the one is taken whose functions are in the program.

use crate::Error;
use crate::build::{output, standard_library};
use crate::sites::Compiled;
use object::read::archive::ArchiveFile;
use object::{Object, ObjectSymbol};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The library `name` (as rustc writes it, with `_`) that the running program was linked with, and what else lies beside it.
pub(crate) fn library(name: &str, directory: &Path) -> Result<Compiled, Error> {
    let program =
        std::env::current_exe().map_err(|source| Error::Read { path: PathBuf::from("the running program"), source })?;
    let beside = program.parent().unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(beside).map_err(|source| Error::Read { path: beside.to_owned(), source })?;
    let mut archives: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rlib"))
        .collect();
    archives.sort();
    let prefix = format!("lib{name}-");
    let is_candidate = |path: &Path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&prefix));
    let (candidates, others): (Vec<PathBuf>, Vec<PathBuf>) = archives.into_iter().partition(|path| is_candidate(path));
    let data = read(&program)?;
    let own = functions_of(&data, &program, name)?;
    let mut chosen: Option<PathBuf> = None;
    for candidate in candidates {
        if archive_symbols(&candidate)?.iter().any(|symbol| own.contains(symbol.as_slice())) {
            // Of two that define the same functions, the one that was made last.
            let time = |path: &Path| path.metadata().and_then(|metadata| metadata.modified()).ok();
            if chosen.as_ref().is_none_or(|chosen| time(chosen) < time(&candidate)) {
                chosen = Some(candidate);
            }
        }
    }
    let chosen = chosen.ok_or_else(|| {
        Error::Target(format!(
            "{}: no {prefix}*.rlib beside it has a function that it was linked with",
            program.display()
        ))
    })?;
    let mut command = Command::new("rustc");
    let standard = output(command.args(["--print", "target-libdir"]), directory)?;
    let mut libraries = others;
    libraries.extend(standard_library(Path::new(&standard))?);
    Ok(Compiled { objects: vec![chosen], libraries })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

/// The symbols of a program that name the crate.
fn functions_of<'data>(data: &'data [u8], program: &Path, name: &str) -> Result<HashSet<&'data [u8]>, Error> {
    let damaged =
        |error: object::Error| Error::Damaged { file: program.display().to_string(), reason: error.to_string() };
    let file = object::File::parse(data).map_err(damaged)?;
    let symbols = file.symbols().filter(ObjectSymbol::is_definition).filter_map(|symbol| symbol.name_bytes().ok());
    Ok(symbols.filter(|symbol| String::from_utf8_lossy(symbol).contains(name)).collect())
}

fn archive_symbols(path: &Path) -> Result<Vec<Vec<u8>>, Error> {
    let damaged = |error: object::Error| Error::Damaged { file: path.display().to_string(), reason: error.to_string() };
    let data = read(path)?;
    let archive = ArchiveFile::parse(data.as_slice()).map_err(damaged)?;
    let Some(symbols) = archive.symbols().map_err(damaged)? else { return Ok(Vec::new()) };
    symbols.map(|symbol| Ok(symbol.map_err(damaged)?.name().to_vec())).collect()
}
