//! Packages on a disk: the files of a directory, the version of its language, and the modules beside it that it imports.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::parse::is_built_with;
use crate::releases::Release;
use crate::source::SourceFile;

/// A package as the analysis takes it.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// The files, named as the compiler names them in its report: `./file.go`.
    pub files: Vec<SourceFile>,
    /// Packages of other modules that `go.mod` replaces by directories, by their path, those without imports of their own first.
    pub dependencies: Vec<(String, Vec<SourceFile>)>,
    /// The version of the language, from `go.mod`.
    pub language: Option<Release>,
}

/// Why a package could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct ReadError {
    /// The file or directory.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

fn reading<T>(path: &Path, result: io::Result<T>) -> Result<T, ReadError> {
    result.map_err(|source| ReadError { path: path.to_owned(), source })
}

impl Package {
    /// Reads the package of a directory, with its tests if they are asked for. Files that a release is too old for are left out.
    pub fn read(directory: &Path, release: Release, tests: bool) -> Result<Self, ReadError> {
        let files = files_of(directory, release, tests)?;
        let (mut language, mut dependencies) = (None, Vec::new());
        let module = directory.join("go.mod");
        if module.is_file() {
            let text = reading(&module, fs::read_to_string(&module))?;
            for line in text.lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                match words.as_slice() {
                    ["go", version] => language = version.parse().ok(),
                    ["replace", path, .., "=>", place] if place.starts_with('.') => {
                        dependencies.push(((*path).to_owned(), files_of(&directory.join(place), release, false)?));
                    }
                    _ => {}
                }
            }
        }
        Ok(Package { files, dependencies, language })
    }

    /// One file as a package of its own.
    pub fn file(path: &Path) -> Result<Self, ReadError> {
        let text = reading(path, fs::read_to_string(path))?;
        let name = path.file_name().map_or_else(String::new, |name| format!("./{}", name.to_string_lossy()));
        Ok(Package { files: vec![SourceFile { name, text }], dependencies: vec![], language: None })
    }
}

fn files_of(directory: &Path, release: Release, tests: bool) -> Result<Vec<SourceFile>, ReadError> {
    let mut names = Vec::new();
    for entry in reading(directory, fs::read_dir(directory))? {
        let entry = reading(directory, entry)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".go") && (tests || !name.ends_with("_test.go")) && !name.starts_with(['.', '_']) {
            names.push(name);
        }
    }
    names.sort();
    let mut files = Vec::new();
    for name in names {
        let path = directory.join(&name);
        let text = reading(&path, fs::read_to_string(&path))?;
        if is_built_with(&text, release) {
            files.push(SourceFile { name: format!("./{name}"), text });
        }
    }
    Ok(files)
}
