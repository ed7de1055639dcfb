//! Which package is reported on, from where.

use crate::package::{EVERY_VERDICT, Package, run_in};

const SITES: &str = "1 heap, 0 may, 0 unknown, 0 elided in 1 function of 1 file; 1 each time, 0 only at times\n";
const BOXED: &str = "pub fn boxed(number: u64) -> Box<u64> {\n    Box::new(number)\n}\n";

#[test]
fn the_package_of_the_current_directory_is_reported_on_and_the_summary_comes_first() {
    let package = Package::new(EVERY_VERDICT);
    let expected = "\
1 heap, 1 may, 1 unknown, 1 elided in 3 functions of 1 file; 1 each time, 1 only at times
src/lib.rs:3:5: heap: Box::new, each time
src/lib.rs:7:27: may: Vec::push, through RawVec::grow_one, when it grows
src/lib.rs:7:32: unknown: a call through dyn or a function pointer
src/lib.rs:11:6: elided: Box::new, in debug only
";
    assert_eq!(package.sites(&[]).ends(0).says(&["own lib, rustc 1."]).stdout, expected);
    // As cargo starts it, and below the package's directory.
    let below = run_in(&package.root().join("src"), &["allocations", "sites"]).ends(0).stdout;
    assert_eq!(below.replace(&format!("{}/", package.root().display()), ""), expected);
    let summary = "\
1 heap, 1 may, 1 unknown, 1 elided in 3 functions of 1 file; 1 each time, 1 only at times

heap  may  unknown  elided  function
   1    0        0       0  own::boxed
   0    1        1       0  own::push
   0    0        0       1  own::read
";
    assert_eq!(package.sites(&["--summary"]).ends(0).stdout, summary);
}

#[test]
fn a_member_is_named_by_its_directory_or_its_specification() {
    let package = Package::new("");
    package.write("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n");
    let manifest = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    for name in ["one", "two"] {
        package.write(&format!("{name}/Cargo.toml"), &manifest(name));
        package.write(&format!("{name}/src/lib.rs"), BOXED);
    }
    package.sites(&[]).fails(2, &["several packages", "--package", "one", "two"]);
    let expected = |path: &str| format!("{SITES}{path}src/lib.rs:2:5: heap: Box::new, each time\n");
    assert_eq!(package.sites(&["-p", "two@0.1"]).ends(0).stdout, expected("two/"));
    let one = package.root().join("one");
    assert_eq!(run_in(&one, &["sites"]).ends(0).says(&["one lib"]).stdout, expected(""));
    let src = run_in(&one.join("src"), &["sites", "--manifest-path", "../"]).ends(0).says(&["one lib"]).stdout;
    assert_eq!(src, expected(&format!("{}/", one.display())));
    package.sites(&["-p", "two@0.2"]).fails(2, &["no package `two@0.2`", "one, two"]);
}

#[test]
fn link_time_optimisation_is_left_out_and_that_is_said() {
    let package = Package::new(BOXED);
    let note = "note: the profile asks for link-time optimisation";
    for lto in ["\"fat\"", "\"thin\""] {
        package.write("Cargo.toml", &format!("{}[profile.release]\nlto = {lto}\n", crate::package::MANIFEST));
        let run = package.sites(&[]).ends(0).says(&[note, "lto=false"]);
        assert_eq!(run.stdout, format!("{SITES}src/lib.rs:2:5: heap: Box::new, each time\n"), "{lto}");
        assert_eq!(run.stderr.matches("note: ").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn functions_without_code_are_named_where_they_are_few() {
    let generic =
        |number: usize| format!("pub fn made_{number}<T: Clone>(it: &T) -> Box<T> {{\n    Box::new(it.clone())\n}}\n");
    let package = Package::new(&generic(1));
    package.sites(&[]).ends(0).says(&["note: src/lib.rs: no code in this target: made_1 (line 1); generic code"]);
    package.write("src/lib.rs", &(0..21).map(generic).collect::<String>());
    package.sites(&[]).ends(0).says(&["note: 21 functions of 1 file have no code in this target", "--format json"]);
    let json = package.sites(&["--format", "json"]).ends(0).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["summary"]["without_code"], 21);
}

#[test]
fn code_that_does_not_compile_has_no_report() {
    let package = Package::new("pub fn number() -> u64 { \"x\" }\n");
    let run = package.sites(&[]).ends(1).says(&["mismatched types"]);
    assert_eq!(run.stdout, "");
}
