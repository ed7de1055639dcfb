//! The site report of a crate of the reader's own: built for real, once a test.

use crate::run::Run;
use crate::workspace::Workspace;

const SOURCE: &str = "//! A crate.

/// Boxes a number.
#[inline(never)]
pub fn boxed(number: u64) -> Box<u64> {
    Box::new(number) // heap: 1
}

/// Adds one.
#[inline(never)]
pub fn next(number: u64) -> u64 {
    number + 1 // heap: none
}
";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let manifest = "[package]\nname = \"own\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    workspace.write("own/Cargo.toml", manifest);
    workspace.write("own/src/lib.rs", SOURCE);
    workspace
}

fn sites(workspace: &Workspace, arguments: &[&str]) -> Run {
    workspace.run(&[&["sites", "--manifest-path", "own/Cargo.toml"], arguments].concat())
}

#[test]
fn a_crate_of_ones_own_is_reported_on_in_every_form() {
    let workspace = workspace();
    let (heap, each_time) = ("own/src/lib.rs:6:5: heap: Box::new\n", "own/src/lib.rs:6:5: heap: Box::new, each time\n");
    let summary = "1 heap, 0 may, 0 unknown, 0 elided in 1 function of 1 file; 1 each time, 0 only at times\n";
    assert_eq!(sites(&workspace, &[]).ends(0).says(&["own lib, rustc 1."]).stdout, format!("{summary}{each_time}"));
    let by_function = sites(&workspace, &["--by-function"]).ends(0).stdout;
    assert_eq!(by_function, format!("{summary}own::boxed\n    {heap}"));
    let annotated = sites(&workspace, &["--annotate"]).ends(0).stdout;
    let line = annotated.lines().find(|line| line.contains("Box::new(number)")).unwrap();
    assert!(line.contains("heap") && !annotated.contains('\u{1b}'), "{annotated}");
    assert!(sites(&workspace, &["--annotate", "--color", "always"]).ends(0).stdout.contains('\u{1b}'));
    let json = sites(&workspace, &["--format", "json"]).ends(0).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["files"][0]["lines"][0]["line"], 6, "{json}");

    assert_eq!(sites(&workspace, &["--verify"]).ends(0).stdout, "2 pins and 0 contracts verified, 0 problems\n");
    workspace.write("own/src/lib.rs", &SOURCE.replace("heap: none", "heap: 1"));
    let broken = sites(&workspace, &["--verify"]).ends(1).stdout;
    assert!(broken.contains("own/src/lib.rs:12: expected 1"), "{broken}");
}

#[test]
fn why_tells_a_line_without_a_site_from_one_that_is_not_there() {
    let workspace = workspace();
    let why = |place: &str| sites(&workspace, &["--why", place]);
    let chain = why("lib.rs:6").ends(0).stdout;
    assert!(chain.starts_with("own/src/lib.rs:6: Box::new(number) // heap: 1\ndebug"), "{chain}");
    for (place, answer) in [
        ("lib.rs:12", "no site: the line's own code, with the libraries that it calls, does not reach the allocator"),
        ("2", "no code: nothing but blanks or a comment is on the line"),
        ("lib.rs:3", "no code: nothing but blanks or a comment is on the line"),
        ("lib.rs:10", "no site: the line is outside of every function"),
    ] {
        let stdout = why(place).ends(0).stdout;
        assert!(stdout.contains(answer), "{place}: {stdout}");
    }
    let longer = ["--why lib.rs:999: there is no such line; src/lib.rs has 13 lines"];
    why("lib.rs:999").ends(2).says(&longer);
    why("999").ends(2).says(&["--why 999: there is no such line"]);
    why("lib.rs:0").ends(2).says(&["`0` is not a line number; write LINE or FILE:LINE"]);
    why("libs.rs:6").ends(2).says(&["no file `libs.rs` was compiled"]);
}
