//! Is what was built for the whole workspace used again when one chapter, or the workbook, is built by itself?
//!
//! Cargo gives a library the features that the packages being built ask for, and builds it once more where these are others. `harness` and
//! `workbook` name the features for which only others in the workspace ask.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Chapters that use a library of which other packages want more, with that library. Naming its features in `harness` would have every chapter
/// build it.
const EXCEPT: [(&str, &str); 4] =
    [("futures", "tokio"), ("maps-and-sets", "hashbrown"), ("running-service", "tokio"), ("which-allocator", "tokio")];

#[test]
fn a_chapter_by_itself_is_built_of_the_libraries_of_the_whole_workspace() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let all = resolved(root, &["--workspace"]);
    let experiments = std::fs::read_dir(root.join("experiments")).unwrap();
    let slugs: BTreeSet<String> = experiments.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(slugs.len() > 20, "{slugs:?}");
    for slug in slugs.iter().map(String::as_str).chain(["workbook"]) {
        let alone = resolved(root, &["--package", slug]);
        let others: Vec<&String> = alone.difference(&all).collect();
        match EXCEPT.iter().find(|(except, _)| *except == slug) {
            None => assert!(others.is_empty(), "{slug} alone builds these once more, with other features: {others:#?}"),
            Some((_, library)) => assert!(
                others.iter().any(|line| line.starts_with(&format!("{library} "))),
                "{slug} alone no longer builds {library} once more, so it is no exception: {others:#?}"
            ),
        }
    }
}

/// Each library with its version and features, as cargo resolves them when these packages are built.
fn resolved(root: &Path, packages: &[&str]) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(root).args([
        "tree",
        "--locked",
        "--prefix=none",
        "--edges=normal,build,dev",
        "--format={p} {f}",
    ]);
    let output = command.args(packages).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}
