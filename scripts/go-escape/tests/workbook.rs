//! Every Go file of this workbook that is in the subset, held against the compilers that are installed.

#[path = "common/toolchains.rs"]
mod toolchains;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use go_escape::{Comparison, HeldError, Package, held_against};

/// Packages that are outside of the subset, and the construct for which they are.
const OUTSIDE: &[(&str, &str)] = &[("experiments/growing-vec/go", "package \"slices\"")];

/// The directories with Go files, but those of this crate.
fn packages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let chapters = std::fs::read_dir(root.join("experiments")).unwrap_or_else(|error| panic!("{error}"));
    let mut found: Vec<PathBuf> =
        chapters.flatten().map(|entry| entry.path().join("go")).filter(|path| path.is_dir()).collect();
    found.push(root.join("scripts/go-variants"));
    found.sort();
    found
}

fn short(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let from = parts.iter().rposition(|part| part == "..").map_or(0, |at| at + 1);
    parts[from..].join("/")
}

#[test]
fn the_model_prints_what_the_compiler_prints_of_the_workbooks_go() {
    for compiler in toolchains::all() {
        let (mut total, mut outside) = (Comparison::default(), BTreeSet::new());
        for path in packages() {
            let name = short(&path);
            let package = Package::read(&path, compiler.release, true).unwrap_or_else(|error| panic!("{error}"));
            match held_against(&package, &compiler) {
                Ok(comparison) => total.join(&format!("{name}/"), comparison),
                Err(HeldError::Model(error)) if error.is_outside_of_the_subset() => {
                    let known =
                        OUTSIDE.iter().any(|(of, construct)| *of == name && error.to_string().contains(construct));
                    assert!(known, "{name}: {error}");
                    outside.insert(name);
                }
                Err(error) => panic!("Go {}, {name}: {error}", compiler.version),
            }
        }
        assert_eq!(
            outside.len(),
            OUTSIDE.len(),
            "a package that was outside of the subset no longer is: take it off the list"
        );
        assert!(total.total.lines > 300, "Go {}: only {} lines", compiler.version, total.total.lines);
        let differing = [&total.missing[..], &total.extra[..]].concat().join("\n");
        assert!(total.total.percent() >= 99.0, "Go {}: {:?}\n{differing}", compiler.version, total.total);
    }
}
