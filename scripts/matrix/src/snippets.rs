//! Which files are compiled?
//!
//! An experiment has a matrix when each of its variants is a file `src/<variant>.rs` with `pub fn run() -> u64` that uses the
//! standard library alone, so that it can be compiled anywhere.

use measure::{Chapter, Workspace};
use std::path::PathBuf;

/// Why an experiment has no matrix.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}; a matrix needs variants that are files of their own and use the standard library alone")]
pub struct Unsuitable {
    file: String,
    what: String,
}

/// The files of an experiment's variants, in the order of the declaration.
#[derive(Debug)]
pub struct Snippets(Vec<Snippet>);

#[derive(Debug)]
struct Snippet {
    name: String,
    file: PathBuf,
}

impl Snippets {
    /// The snippets of an experiment.
    ///
    /// # Errors
    ///
    /// [`Unsuitable`], which names the file and what is in the way.
    pub fn of(workspace: &Workspace, experiment: &Chapter) -> Result<Self, Unsuitable> {
        let read = |file: &PathBuf| {
            std::fs::read_to_string(file)
                .map_err(|error| unsuitable(workspace, file, format!("it cannot be read: {error}")))
        };
        let manifest = experiment.directory.join("Cargo.toml");
        let dependencies = dependencies(&read(&manifest)?)
            .map_err(|error| unsuitable(workspace, &manifest, format!("it cannot be read: {error}")))?;
        let lib = experiment.directory.join("src/lib.rs");
        let declared = read(&lib)?;
        let names = declared.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
        let mut snippets = Vec::new();
        for name in names {
            let file = experiment.directory.join("src").join(format!("{name}.rs"));
            let text = read(&file)?;
            if let Some(what) = obstacle(&text, &dependencies) {
                return Err(unsuitable(workspace, &file, what));
            }
            snippets.push(Snippet { name: name.to_owned(), file });
        }
        if snippets.is_empty() {
            return Err(unsuitable(workspace, &lib, "no line `pub mod <variant>;`".to_owned()));
        }
        Ok(Self(snippets))
    }

    /// The names of the variants.
    pub fn names(&self) -> Vec<&str> {
        self.0.iter().map(|snippet| snippet.name.as_str()).collect()
    }

    /// Names and files.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &PathBuf)> {
        self.0.iter().map(|snippet| (snippet.name.as_str(), &snippet.file))
    }
}

fn unsuitable(workspace: &Workspace, file: &std::path::Path, what: String) -> Unsuitable {
    let file = file.strip_prefix(workspace.root()).unwrap_or(file);
    Unsuitable { file: file.display().to_string(), what }
}

/// The crates a manifest depends on, as they are named in code.
fn dependencies(manifest: &str) -> Result<Vec<String>, toml::de::Error> {
    let manifest: toml::Table = manifest.parse()?;
    let tables = ["dependencies", "dev-dependencies"].into_iter().filter_map(|key| manifest.get(key)?.as_table());
    Ok(tables.flat_map(|table| table.keys()).map(|name| name.replace('-', "_")).collect())
}

/// What keeps a file from being compiled on its own.
fn obstacle(text: &str, dependencies: &[String]) -> Option<String> {
    let code = code(text);
    if !code.lines().any(|line| line.starts_with("pub fn run() -> u64 {")) {
        return Some("no `pub fn run() -> u64`".to_owned());
    }
    let elsewhere = dependencies.iter().map(String::as_str).chain(["crate", "super"]);
    elsewhere.into_iter().find(|name| names(&code, name)).map(|name| format!("it uses `{name}::`"))
}

/// Whether code has a path that begins with `name`.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(index, _)| {
        let before = code[..index].chars().next_back();
        // `$crate::`, `other_crate::` and `std::crate::` are other names.
        !before.is_some_and(|before| before.is_alphanumeric() || matches!(before, '_' | '$' | ':'))
    })
}

/// The lines of a file that are code, without comments.
///
/// A comment begins at `//`, but for one after an odd number of quotes, which is taken for a part of a string.
fn code(text: &str) -> String {
    let mut code = String::new();
    for line in text.lines() {
        let comment = line.match_indices("//").map(|(index, _)| index);
        let end = comment.into_iter().find(|index| line[..*index].matches('"').count().is_multiple_of(2));
        let line = line[..end.unwrap_or(line.len())].trim_end();
        if !line.trim().is_empty() {
            code += line;
            code.push('\n');
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNIPPET: &str =
        "//! Why.\n\n/// What, with instruments::count.\npub fn run() -> u64 {\n    7 // heap: none\n}\n";

    #[test]
    fn comments_are_no_code() {
        assert_eq!(code(SNIPPET), "pub fn run() -> u64 {\n    7\n}\n");
        assert_eq!(code("let url = \"a://b\"; // \"c\""), "let url = \"a://b\";\n");
    }

    #[test]
    fn what_cannot_be_compiled_alone_is_refused() {
        let dependencies =
            dependencies("[dependencies]\nmy-crate.workspace = true\n[dev-dependencies]\nanyhow = \"1\"\n").unwrap();
        let obstacle = |text: &str| obstacle(text, &dependencies);
        assert_eq!(obstacle(SNIPPET), None);
        assert_eq!(obstacle("pub fn run(size: usize) -> u64 {\n"), Some("no `pub fn run() -> u64`".to_owned()));
        for (line, name) in [("use my_crate::A;", "my_crate"), ("x(crate::A)", "crate"), ("use super::A;", "super")] {
            assert_eq!(obstacle(&format!("{line}\n{SNIPPET}")), Some(format!("it uses `{name}::`")));
        }
        for line in ["use std::my_crate::A;", "use not_my_crate::A;", "// my_crate::A"] {
            assert_eq!(obstacle(&format!("{line}\n{SNIPPET}")), None, "{line}");
        }
    }
}
