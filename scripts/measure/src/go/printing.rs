//! What do the programs of an experiment print under each toolchain?
//!
//! A program is a file in `go/programs`, a package of its own. Its first lines say in comments what it prints, and where a release prints
//! something else:
//!
//! ```go
//! // prints: 1234
//! // prints in 1.26.0: 1834
//! ```

use super::program::Program;
use crate::Chapter;
use anyhow::{Context, bail};
use record::go::{Printed, Version};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The programs of a chapter, by name; none where it has no such directory.
///
/// # Errors
///
/// When the directory cannot be read.
pub fn files(chapter: &Chapter) -> anyhow::Result<Vec<PathBuf>> {
    let directory = chapter.go().join("programs");
    let entries = match std::fs::read_dir(&directory) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| directory.display().to_string())?,
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()
        .with_context(|| directory.display().to_string())?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "go"));
    files.sort();
    Ok(files)
}

/// What the programs of a chapter print under one toolchain, and, a sentence each, what they should not.
///
/// # Errors
///
/// When a program does not say what it prints, or does not build or run.
pub fn run(program: &Program, chapter: &Chapter, version: Version) -> anyhow::Result<(Vec<Printed>, Vec<String>)> {
    let (mut printed, mut problems) = (Vec::new(), Vec::new());
    for file in files(chapter)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let declared = Declared::read(&file)?;
        let text = program.printed(&file).with_context(|| format!("programs/{name}.go"))?;
        let expected = declared.by_release.get(&version).unwrap_or(&declared.text);
        if text != *expected {
            problems.push(format!("programs/{name}.go prints `{text}`, and its comments say `{expected}`"));
        }
        printed.push(Printed { program: name, text, declared: declared.text });
    }
    Ok((printed, problems))
}

/// What the comments of a program say.
#[derive(Debug, PartialEq, Eq)]
struct Declared {
    text: String,
    by_release: BTreeMap<Version, String>,
}

impl Declared {
    fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        Self::of(&text).with_context(|| file.display().to_string())
    }

    fn of(text: &str) -> anyhow::Result<Self> {
        let (mut always, mut by_release) = (None, BTreeMap::new());
        for line in text.lines().filter_map(|line| line.strip_prefix("// prints")) {
            let Some((release, text)) = line.split_once(": ") else {
                bail!("`// prints{line}` is written `// prints: TEXT` or `// prints in 1.26.0: TEXT`");
            };
            match release.strip_prefix(" in ") {
                Some(release) => {
                    let version = release.parse().map_err(anyhow::Error::msg)?;
                    by_release.insert(version, text.to_owned());
                }
                None if release.is_empty() => always = Some(text.to_owned()),
                None => bail!("`// prints{line}`: before the colon stands nothing, or `in` and a release"),
            }
        }
        let text = always.context("no line is `// prints: TEXT`, which says what the program should print")?;
        Ok(Self { text, by_release })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_says_what_it_prints_and_which_release_prints_something_else() {
        let declared = Declared::of("// About.\n// prints: 12 34\n// prints in 1.26.0: 9\npackage main\n").unwrap();
        let by_release = BTreeMap::from([("1.26.0".parse().unwrap(), "9".to_owned())]);
        assert_eq!(declared, Declared { text: "12 34".to_owned(), by_release });
        for (text, expected) in [
            ("package main\n", "no line is"),
            ("// prints 12\n", "is written"),
            ("// prints in x: 12\n", "`x` is no version"),
            ("// prints of x: 12\n", "before the colon"),
        ] {
            let error = format!("{:#}", Declared::of(text).unwrap_err());
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
