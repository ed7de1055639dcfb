//! Where is the source of a function?
//!
//! dhat keeps the last three parts of a path, `boxed-return/src/boxed.rs` or `src/vec/mod.rs`, so files are found by how their path ends.
//! [`Sources::below`] walks the directories once; `target`, `.git` and `node_modules` are skipped, and links are not followed.
//!
//! A file that ends the right way is the function's unless the name says otherwise: a name that mentions crates, none of which the file
//! can belong to, is of another crate. A file belongs to the package of the next `Cargo.toml` upwards, and to the crates that it declares.
//! Of several files, the ones whose package the name mentions are taken; where more than one is left, none is.

use crate::{Error, Function};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use symbols::UNKNOWN;

const SKIPPED: [&str; 3] = ["target", ".git", "node_modules"];
/// What dhat keeps of a path.
const PARTS: usize = 3;

/// The source files below some directories.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    roots: Vec<PathBuf>,
    /// By the path from the root.
    files: BTreeMap<String, SourceFile>,
    /// Keys of `files`, by the file's name.
    by_name: BTreeMap<String, Vec<String>>,
}

/// A source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path from the root that it was found below.
    pub path: String,
    /// The path from the file system's root.
    pub absolute: PathBuf,
    /// The crates that it can be of, as names begin; empty where no manifest says.
    crates: BTreeSet<String>,
}

/// What is found for a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// Its file.
    File(&'a SourceFile),
    /// More than one file may be it.
    Several(Vec<&'a SourceFile>),
    /// No file ends that way.
    Missing,
}

impl Sources {
    /// The source files below `roots`.
    ///
    /// # Errors
    ///
    /// When a directory cannot be read.
    pub fn below(roots: &[PathBuf]) -> Result<Self, Error> {
        let mut sources = Self { roots: roots.to_vec(), ..Self::default() };
        for root in roots {
            let failed = |reason| Error::Read { path: root.clone(), reason };
            let root = root.canonicalize().map_err(failed)?;
            let top = read_directory(&root).map_err(failed)?;
            sources.walk(&root, &root, top, &BTreeSet::new());
        }
        // A directory may be within another.
        let mut seen = BTreeSet::new();
        sources.files.retain(|_, file| seen.insert(file.absolute.clone()));
        for (path, file) in &sources.files {
            if let Some(name) = file.absolute.file_name() {
                sources.by_name.entry(name.to_string_lossy().into_owned()).or_default().push(path.clone());
            }
        }
        Ok(sources)
    }

    /// A directory further in that cannot be read has nothing to be found.
    fn walk(&mut self, root: &Path, directory: &Path, entries: Vec<DirEntry>, crates: &BTreeSet<String>) {
        let manifest = std::fs::read_to_string(directory.join("Cargo.toml")).ok();
        let declared = manifest.and_then(|text| declared_crates(&text));
        let crates = declared.as_ref().unwrap_or(crates);
        for entry in entries {
            let path = entry.path();
            let (Ok(kind), name) = (entry.file_type(), entry.file_name()) else { continue };
            let is_skipped = SKIPPED.contains(&name.to_string_lossy().as_ref());
            if kind.is_dir() && !is_skipped {
                self.walk(root, &path, read_directory(&path).unwrap_or_default(), crates);
            } else if kind.is_file()
                && path.extension().is_some_and(|extension| is_source(&extension.to_string_lossy()))
            {
                self.add(root, path, crates);
            }
        }
    }

    fn add(&mut self, root: &Path, absolute: PathBuf, crates: &BTreeSet<String>) {
        let mut crates = crates.clone();
        if !crates.is_empty() {
            crates.extend(named_by_place(&absolute));
        }
        let mut path = absolute.strip_prefix(root).unwrap_or(&absolute).display().to_string();
        match self.files.get(&path) {
            Some(known) if known.absolute == absolute => return,
            // The same path from another root.
            Some(_) => path = absolute.display().to_string(),
            None => {}
        }
        self.files.insert(path.clone(), SourceFile { path, absolute, crates });
    }

    /// The directories that were walked.
    pub fn roots(&self) -> Vec<String> {
        self.roots.iter().map(|root| root.display().to_string()).collect()
    }

    /// The file of a function, as the profile names both.
    pub fn find(&self, function: &Function) -> Found<'_> {
        let wanted: Vec<&str> = function.file.rsplit('/').take(PARTS).collect();
        let Some(candidates) = wanted.first().and_then(|name| self.by_name.get(*name)) else { return Found::Missing };
        let ends_so = |file: &&SourceFile| {
            let mut parts = file.absolute.iter().rev();
            wanted.iter().all(|wanted| parts.next().is_some_and(|part| part == *wanted))
        };
        let mentioned = symbols::crates_of_path(&function.name);
        let is_mentioned = |file: &SourceFile| mentioned.iter().any(|name| file.crates.contains(*name));
        let mut found: Vec<&SourceFile> = candidates.iter().map(|path| &self.files[path]).filter(ends_so).collect();
        found.retain(|file| mentioned.is_empty() || file.crates.is_empty() || is_mentioned(file));
        if found.len() > 1 && found.iter().any(|file| is_mentioned(file)) {
            found.retain(|file| is_mentioned(file));
        }
        match found.as_slice() {
            [] => Found::Missing,
            [file] => Found::File(file),
            _ => Found::Several(found),
        }
    }

    /// Whether the file of this path from its root is there, and of the reader's own: not in a directory to which cargo copies dependencies.
    pub fn is_own(&self, path: &str) -> bool {
        let copies = |file: &SourceFile| {
            let parts: Vec<&str> = file.absolute.iter().filter_map(|part| part.to_str()).collect();
            parts.contains(&"vendor")
                || parts.windows(2).any(|pair| pair == ["registry", "src"] || pair == ["git", "checkouts"])
        };
        self.file(path).is_some_and(|file| !copies(file))
    }

    /// The file of this path from its root.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }
}

impl SourceFile {
    /// Its lines.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is not UTF-8.
    pub fn lines(&self) -> Result<Vec<String>, Error> {
        let text = std::fs::read_to_string(&self.absolute)
            .map_err(|reason| Error::Read { path: self.absolute.clone(), reason })?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Whether it was written to after `time`.
    pub fn is_newer_than(&self, time: SystemTime) -> bool {
        let modified = std::fs::metadata(&self.absolute).and_then(|metadata| metadata.modified());
        modified.is_ok_and(|modified| modified > time)
    }
}

/// In the order of names, which is the same everywhere.
fn read_directory(directory: &Path) -> std::io::Result<Vec<DirEntry>> {
    let mut entries = std::fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

fn is_source(extension: &str) -> bool {
    matches!(extension, "rs" | "c" | "h" | "cc" | "cpp" | "cxx" | "hpp" | "go")
}

/// The crates that a manifest declares, as they stand in names; `None` where it declares no package.
fn declared_crates(manifest: &str) -> Option<BTreeSet<String>> {
    let manifest: toml::Table = manifest.parse().ok()?;
    let name = |table: &toml::Value| Some(in_names(table.get("name")?.as_str()?));
    let mut crates = BTreeSet::from([name(manifest.get("package")?)?]);
    crates.extend(manifest.get("lib").and_then(name));
    for kind in ["bin", "example", "test", "bench"] {
        let targets = manifest.get(kind).and_then(toml::Value::as_array);
        crates.extend(targets.into_iter().flatten().filter_map(name));
    }
    Some(crates)
}

/// The crates that cargo makes of a file for the directory it is in: `tests/it.rs` and `tests/it/main.rs` are of the crate `it`.
fn named_by_place(path: &Path) -> Vec<String> {
    let is_target = |part: &str| matches!(part, "bin" | "examples" | "tests" | "benches");
    let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
    let named = parts.iter().zip(parts.iter().skip(1)).filter(|(directory, _)| is_target(directory));
    let mut crates: Vec<String> = named.map(|(_, name)| in_names(name.strip_suffix(".rs").unwrap_or(name))).collect();
    if path.file_name().is_some_and(|name| name == "build.rs") {
        crates.push("build_script_build".to_owned());
    }
    crates
}

fn in_names(name: &str) -> String {
    name.replace('-', "_")
}

/// Whether a function's file is known at all.
pub(crate) fn has_file(function: &Function) -> bool {
    !function.file.is_empty() && function.file != UNKNOWN
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn tree(files: &[(&str, &str)]) -> (TempDir, Sources) {
        let directory = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = directory.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let sources = Sources::below(&[directory.path().to_owned()]).unwrap();
        (directory, sources)
    }

    #[track_caller]
    fn check(sources: &Sources, name: &str, file: &str, expected: &[&str]) {
        let function = Function { name: name.to_owned(), file: file.to_owned() };
        let found = match sources.find(&function) {
            Found::File(file) => vec![file.path.as_str()],
            Found::Several(files) => files.iter().map(|file| file.path.as_str()).collect(),
            Found::Missing => vec![],
        };
        assert_eq!(found, expected, "{name} in {file}");
    }

    #[test]
    fn a_file_is_found_by_how_its_path_ends() {
        let (_directory, sources) =
            tree(&[("app/src/main.rs", ""), ("app/src/io/mod.rs", ""), ("app/target/x/src/main.rs", "")]);
        check(&sources, "app::main", "app/src/main.rs", &["app/src/main.rs"]);
        check(&sources, "app::io::f", "src/io/mod.rs", &["app/src/io/mod.rs"]);
        check(&sources, "app::main", "main.rs", &["app/src/main.rs"]);
        check(&sources, "app::main", "other/src/main.rs", &[]);
        check(&sources, "app::main", "x/src/main.rs", &[]);
        check(&sources, "app::main", "", &[]);
    }

    #[test]
    fn of_several_files_the_crate_in_the_name_decides() {
        let manifest = |name: &str| format!("[package]\nname = \"{name}\"\n");
        let (_directory, sources) = tree(&[
            ("one/Cargo.toml", &manifest("the-one")),
            ("one/src/io/mod.rs", ""),
            ("two/Cargo.toml", &(manifest("two") + "[lib]\nname = \"second\"\n")),
            ("two/src/io/mod.rs", ""),
            ("loose/src/fs/mod.rs", ""),
            ("one/src/fs/mod.rs", ""),
        ]);
        check(&sources, "the_one::fs::f", "src/fs/mod.rs", &["one/src/fs/mod.rs"]);
        check(&sources, "another::fs::f", "src/fs/mod.rs", &["loose/src/fs/mod.rs"]);
        check(&sources, "the_one::io::f", "src/io/mod.rs", &["one/src/io/mod.rs"]);
        check(&sources, "second::io::f", "src/io/mod.rs", &["two/src/io/mod.rs"]);
        check(&sources, "<second::T as the_one::U>::f", "src/io/mod.rs", &["one/src/io/mod.rs", "two/src/io/mod.rs"]);
        check(&sources, "f", "src/io/mod.rs", &["one/src/io/mod.rs", "two/src/io/mod.rs"]);
        check(&sources, "tokio::io::f", "src/io/mod.rs", &[]);
    }

    #[test]
    fn programs_tests_and_examples_are_crates_of_their_own() {
        let (_directory, sources) = tree(&[
            (
                "Cargo.toml",
                "[package]\nname = \"my\"\n[[example]]\nname = \"my-profile\"\npath = \"examples/profile.rs\"\n",
            ),
            ("src/bin/tool.rs", ""),
            ("tests/it/main.rs", ""),
            ("examples/profile.rs", ""),
            ("build.rs", ""),
        ]);
        check(&sources, "tool::main", "src/bin/tool.rs", &["src/bin/tool.rs"]);
        check(&sources, "it::f", "tests/it/main.rs", &["tests/it/main.rs"]);
        check(&sources, "my_profile::main", "examples/profile.rs", &["examples/profile.rs"]);
        check(&sources, "build_script_build::main", "build.rs", &["build.rs"]);
        check(&sources, "other::main", "src/bin/tool.rs", &[]);
    }

    #[test]
    fn a_directory_that_is_not_there_is_an_error() {
        let error = Sources::below(&[PathBuf::from("no/such/directory")]).unwrap_err();
        assert!(error.to_string().starts_with("no/such/directory: "), "{error}");
    }

    #[test]
    fn a_directory_within_another_is_walked_once() {
        let (directory, _) = tree(&[("app/src/main.rs", "")]);
        let roots = [directory.path().to_owned(), directory.path().join("app")];
        let sources = Sources::below(&roots).unwrap();
        check(&sources, "app::main", "app/src/main.rs", &["app/src/main.rs"]);
    }
}
