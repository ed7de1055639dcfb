//! `new` makes an experiment whole, or nothing; and never writes over anything.

use crate::workspace::Workspace;

#[test]
fn a_slug_that_cannot_be_one_is_refused_and_nothing_is_made() {
    let workspace = Workspace::new();
    let before = workspace.files();
    for slug in ["Growing", "growing_vec", "a--b", "8-bits", "../outside", "a/b", "größer", "", "a.b", "a b"] {
        workspace.run(&["new", slug]).fails(2, &[&format!("`{slug}` is not a slug"), "such as `growing-vec`"]);
    }
    for slug in ["box", "static", "alloc", "core", "gen", "proc-macro", "chapter"] {
        workspace.run(&["new", slug]).fails(2, &[&format!("`{slug}` is a word that Rust reserves"), "choose another"]);
    }
    workspace.run(&["new", "criterion"]).fails(2, &["`criterion` is the name of another package in Cargo.lock"]);
    workspace.run(&["new"]).fails(2, &["<SLUG>"]);
    assert_eq!(workspace.files(), before);
}

#[test]
fn what_is_there_already_stays_as_it_is() {
    let workspace = Workspace::new();
    workspace.write("book/src/paged.md", "A page.\n");
    workspace.write("experiments/no-crate/notes.txt", "Notes.\n");
    let before = workspace.files();
    for (slug, place) in [
        ("boxed-return", "experiments/boxed-return"),
        ("no-crate", "experiments/no-crate"),
        ("paged", "book/src/paged.md"),
    ] {
        workspace.run(&["new", slug]).fails(2, &[&format!("{place}: it is there already, and stays as it is")]);
    }
    assert_eq!(workspace.files(), before);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_there_already() {
    let workspace = Workspace::new();
    workspace.write("book/src/SUMMARY.md", "");
    let outside = tempfile::tempdir().unwrap();
    let aim = outside.path().join("aim.md");
    std::os::unix::fs::symlink(&aim, workspace.root().join("book/src/linked.md")).unwrap();
    workspace.run(&["new", "linked"]).fails(2, &["book/src/linked.md: it is there already"]);
    assert!(!aim.exists());
}

#[test]
fn a_new_experiment_is_a_crate_and_a_page_and_one_line_to_add() {
    let workspace = Workspace::new();
    let before = workspace.files();
    let run = workspace.run(&["new", "bounded-channel-2"]).ends(0).says(&[
        "made experiments/bounded-channel-2 and book/src/bounded-channel-2.md",
        "book/src/SUMMARY.md",
        "cargo test -p bounded-channel-2",
        "cargo workbook measure bounded-channel-2 --reference",
    ]);
    assert_eq!(run.stdout, "- [Bounded channel 2](bounded-channel-2.md)\n", "the line alone is data");
    let after = workspace.files();
    assert!(before.iter().all(|file| after.contains(file)), "the others are as they were");
    let new: Vec<String> = after
        .iter()
        .filter(|file| !before.contains(file))
        .map(|(path, _)| path.strip_prefix(workspace.root()).unwrap().to_string_lossy().into_owned())
        .collect();
    let expected = [
        "book/src/bounded-channel-2.md",
        "experiments/bounded-channel-2/Cargo.toml",
        "experiments/bounded-channel-2/benches/time.rs",
        "experiments/bounded-channel-2/src/boxed.rs",
        "experiments/bounded-channel-2/src/by_value.rs",
        "experiments/bounded-channel-2/src/lib.rs",
        "experiments/bounded-channel-2/tests/behaviour/keep_the_gain.rs",
        "experiments/bounded-channel-2/tests/behaviour/main.rs",
        "experiments/bounded-channel-2/tests/chapter/main.rs",
    ];
    assert_eq!(new, expected);
    assert_eq!(std::fs::read_dir(workspace.root()).unwrap().count(), 3, "nothing temporary is left");
    let list = workspace.run(&["list"]).ends(0);
    assert!(list.stdout.contains("bounded-channel-2\n    not measured yet"), "{}", list.stdout);
    workspace.run(&["new", "bounded-channel-2"]).fails(2, &["it is there already"]);
}

#[cfg(unix)]
#[test]
fn an_experiment_that_cannot_be_finished_leaves_nothing() {
    let workspace = Workspace::new();
    workspace.write("book/src", "not a directory");
    let before = workspace.files();
    workspace.run(&["new", "growing-map"]).fails(1, &["book/src/growing-map.md"]);
    assert_eq!(workspace.files(), before);
    assert!(!workspace.root().join("experiments/growing-map").exists());
}
