//! Sites that are known do not fail; new ones do.

use crate::package::{EVERY_VERDICT, Package};

const FILE: &str = "known.json";

#[test]
fn only_what_is_new_fails_wherever_it_stands() {
    let package = Package::new(EVERY_VERDICT);
    let run = package.sites(&["--write-baseline", FILE]).ends(0).says(&["saved known.json: 3 sites"]);
    assert_eq!(run.stdout, "");
    let check = |arguments: &[&str]| package.sites(&[&["--baseline", FILE], arguments].concat());
    assert_eq!(check(&[]).ends(0).stdout, "0 new sites, 3 in the baseline\n");

    // Lines above, and another function, move no site.
    let moved = format!("// A comment.\n\npub fn next(n: u64) -> u64 {{\n    n + 1\n}}\n\n{EVERY_VERDICT}");
    package.write("src/lib.rs", &moved);
    assert_eq!(check(&[]).ends(0).stdout, "0 new sites, 3 in the baseline\n");
    // The elided box is in no baseline, and is not shown.
    assert_eq!(check(&["--format", "github"]).ends(0).stdout, "");

    let more = "#[inline(never)]\npub fn text() -> String {\n    String::from(\"text\")\n}\n";
    package.write("src/lib.rs", &format!("{more}{moved}"));
    let new = "src/lib.rs:3:5: ";
    let run = check(&[]).ends(1);
    assert!(run.stdout.starts_with(&format!("1 new site, 3 in the baseline\n{new}")), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    let github = check(&["--format", "github"]).ends(1).stdout;
    assert!(github.starts_with("::warning file=src/lib.rs,line=3,col=5,"), "{github}");
    assert_eq!(github.lines().count(), 1, "{github}");
    let json: serde_json::Value = serde_json::from_str(&check(&["--format", "json"]).ends(1).stdout).unwrap();
    assert_eq!(json["files"][0]["lines"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["summary"]["functions"], 1);
}

#[test]
fn a_place_more_in_a_known_function_is_new_and_places_that_are_gone_are_said() {
    let source = |body: &str| format!("pub fn push(numbers: &mut Vec<u64>) {{\n{body}}}\n");
    let push = "    numbers.push(1);\n";
    let package = Package::new(&source(&push.repeat(2)));
    package.sites(&["--write-baseline", FILE]).ends(0);
    package.write("src/lib.rs", &source(&push.repeat(3)));
    let known = ["src/lib.rs: own::push calls Vec::push at 3 places, and at 2 in the baseline"];
    let run = package.sites(&["--baseline", FILE]).ends(1).says(&known);
    assert_eq!(run.stdout.lines().count(), 4, "{}", run.stdout);
    assert!(run.stdout.starts_with("1 new site, 2 in the baseline\n"), "{}", run.stdout);
    package.write("src/lib.rs", &source("    numbers.clear();\n"));
    let gone = "note: 2 sites of the baseline are gone; write it anew with --write-baseline known.json";
    let run = package.sites(&["--baseline", FILE]).ends(0).says(&[gone]);
    assert_eq!(run.stdout, "0 new sites, 2 in the baseline\n");
}

#[test]
fn a_file_that_is_no_baseline_of_the_target_is_refused() {
    let package = Package::new(EVERY_VERDICT);
    package
        .sites(&["--baseline", FILE])
        .fails(2, &["--baseline known.json: there is no such file", "--write-baseline known.json"]);
    package.write(FILE, "{\"schema\": 1, ");
    package
        .sites(&["--baseline", FILE])
        .fails(1, &["--baseline known.json: no baseline", "--write-baseline known.json"]);
    package
        .sites(&["--write-baseline", "no/known.json"])
        .ends(1)
        .says(&["--write-baseline no/known.json: no is not a directory"]);
    let text = "{\"schema\":1,\"package\":\"own\",\"target\":\"bin own\",\"rustc\":\"rustc 1.0.0\",\"sites\":[]}";
    package.write(FILE, text);
    package.sites(&["--baseline", FILE]).ends(2).says(&["it is that of own bin own, and the report is of own lib"]);
    package.write(FILE, &text.replace("bin own", "lib"));
    let run = package.sites(&["--baseline", FILE]).ends(1);
    run.says(&["the baseline was written with rustc 1.0.0, and this is rustc 1."]);
}
