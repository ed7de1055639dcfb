//! Differences between the model and the compiler that are known: the smallest program that has each, with an explanation.
//!
//! Such a program is a file, whose first lines are comments: the explanation, and then lines of these forms.
//!
//! ```go
//! // releases: 1.21 1.22
//! // compiler: ./known.go:10:12: []any{...} does not escape
//! // model:    ./known.go:10:12: []any{...} escapes to heap
//! // also in: experiments/boxed-return/go/boxed.go
//! ```
//!
//! `releases` are those that differ, and with the others both agree; `compiler` and `model` are lines that only one of them has, in a
//! program whose file has the name `known.go`. `also in` names another file whose lines differ for the same reason, by its path
//! from the root of the workbook.

use std::fs;
use std::path::Path;

use crate::package::{Package, ReadError};
use crate::releases::Release;
use crate::source::SourceFile;

/// A difference that is known.
#[derive(Clone, Debug)]
pub struct Known {
    /// The name, which is that of its file.
    pub name: String,
    /// Why model and compiler differ.
    pub explanation: String,
    /// The program.
    pub package: Package,
    /// The releases that differ.
    pub releases: Vec<Release>,
    /// Lines that only the compiler has.
    pub compiler: Vec<String>,
    /// Lines that only the model has.
    pub model: Vec<String>,
    /// Other files with the same difference.
    pub also_in: Vec<String>,
}

impl Known {
    /// Those in a directory, by name.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or does not say which releases differ, and in which lines.
    pub fn read_all(directory: &Path) -> Result<Vec<Self>, ReadError> {
        let of = |source| ReadError { path: directory.to_owned(), source };
        let mut paths: Vec<_> = fs::read_dir(directory)
            .map_err(of)?
            .map(|entry| Ok(entry.map_err(of)?.path()))
            .collect::<Result<_, _>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "go"));
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Result<Self, ReadError> {
        let of = |source| ReadError { path: path.to_owned(), source };
        let text = fs::read_to_string(path).map_err(of)?;
        let (mut explanation, mut releases) = (Vec::new(), Vec::new());
        let (mut compiler, mut model, mut also_in) = (Vec::new(), Vec::new(), Vec::new());
        for line in text.lines().map_while(|line| line.strip_prefix("// ")) {
            let (head, rest) = line.split_once(": ").unwrap_or(("", line));
            let rest = rest.trim_start();
            match head {
                "releases" => {
                    for release in rest.split(' ') {
                        releases.push(release.parse().map_err(|error| of(std::io::Error::other(error)))?);
                    }
                }
                "compiler" => compiler.push(rest.to_owned()),
                "model" => model.push(rest.to_owned()),
                "also in" => also_in.push(rest.to_owned()),
                _ => explanation.push(line),
            }
        }
        if explanation.is_empty() || releases.is_empty() || compiler.is_empty() && model.is_empty() {
            let what = "its first lines have to be an explanation, `// releases: ...`, and `// compiler: ...` or `// model: ...`";
            return Err(of(std::io::Error::other(what)));
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let explanation = explanation.join(" ");
        let files = vec![SourceFile { name: "./known.go".into(), text }];
        let package = Package { files, dependencies: vec![], language: None };
        Ok(Known { name, explanation, package, releases, compiler, model, also_in })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Known>, ReadError> {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a_name.go"), text).unwrap();
        Known::read_all(directory.path())
    }

    #[test]
    fn a_known_difference_has_an_explanation_releases_and_lines() {
        let text = "// Both are\n// right: nearly.\n// releases: 1.21 1.22\n// model:    ./known.go:9:1: x escapes to heap\n// also in: a/b.go\n\npackage a\n";
        let known = &read(text).unwrap()[0];
        assert_eq!((known.name.as_str(), known.explanation.as_str()), ("a_name", "Both are right: nearly."));
        assert_eq!(known.releases, ["1.21".parse().unwrap(), "1.22".parse().unwrap()]);
        assert_eq!(known.model, ["./known.go:9:1: x escapes to heap"]);
        assert!(known.compiler.is_empty() && known.also_in == ["a/b.go"]);
    }

    #[test]
    fn one_without_explanation_releases_or_lines_is_an_error() {
        let line = "// model: ./known.go:1:1: x";
        for text in [
            format!("// releases: 1.21\n{line}\n"),
            format!("// Why.\n{line}\n"),
            "// Why.\n// releases: 1.21\n".to_owned(),
            format!("// Why.\n// releases: 1.3\n{line}\n"),
        ] {
            assert!(read(&text).is_err(), "{text}");
        }
    }
}
