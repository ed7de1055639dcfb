//! What cannot be reported on is refused with the remedy, never reported as empty.

use crate::fixture::{Fixture, manifest, shown};
use heap_sites::{Error, Request, TargetName};

const BOXES: &str = "pub fn f(n: u64) -> Box<u64> {\n    Box::new(n)\n}\n";

fn refused(fixture: &Fixture, target: Option<TargetName>, parts: &[&str]) -> Error {
    let error = heap_sites::survey(&Request { target, ..fixture.request() }).expect_err("it is reported on");
    let message = error.to_string();
    for part in parts {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
    error
}

#[test]
fn link_time_optimisation_leaves_nothing_to_see_and_is_left_out() {
    for lto in ["true", "\"thin\""] {
        let manifest = manifest("late") + &format!("[profile.release]\nlto = {lto}\n");
        let files = [
            ("Cargo.toml", manifest.as_str()),
            ("src/lib.rs", BOXES),
            ("src/main.rs", "fn main() {\n    println!(\"{}\", late::f(1));\n}\n"),
        ];
        let fixture = Fixture::new("late", &files);
        let survey = fixture.survey_of(TargetName::Bin("late".to_owned()));
        assert!(survey.without_lto);
        assert!(shown(&survey).contains("src/lib.rs:2: heap: Box::new"), "{lto}: {}", shown(&survey));
        assert!(survey.report.builds.release.contains("lto=false"));
        // Without a library beside it, a program's own objects would be those after the link, with the allocator in them.
        let alone = Fixture::new(
            "alone",
            &[
                ("Cargo.toml", &manifest.replace("late", "alone")),
                ("src/main.rs", "fn main() {\n    drop(std::hint::black_box(Box::new(1)));\n}\n"),
            ],
        );
        assert_eq!(shown(&alone.survey()), "src/main.rs:2: heap: Box::new\n", "{lto}");
    }
}

#[test]
fn code_beside_the_global_allocator_is_reported_on_as_any_other() {
    let counting = "use std::alloc::{GlobalAlloc, Layout, System};\nstruct Own;\nunsafe impl GlobalAlloc for Own {\n    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {\n        unsafe { System.alloc(layout) }\n    }\n    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {\n        unsafe { System.dealloc(block, layout) }\n    }\n}\n#[global_allocator]\nstatic ALLOCATOR: Own = Own;\n";
    let text = format!("{counting}pub fn f(n: u64) -> Box<u64> {{\n    Box::new(n) //= heap: Box::new\n}}\n");
    let fixture = Fixture::new("beside", &[("src/lib.rs", &text)]);
    assert_eq!(shown(&fixture.survey()), fixture.expected(&["src/lib.rs"]));
}

#[test]
fn code_without_debug_information_is_refused() {
    let config = "[build]\nrustflags = [\"-C\", \"debuginfo=0\"]\n";
    let fixture = Fixture::new("blind", &[("src/lib.rs", BOXES), (".cargo/config.toml", config)]);
    let error = refused(&fixture, None, &["no debug information", "debuginfo=0"]);
    assert!(matches!(error, Error::NoDebugInformation { .. }), "{error}");
}

#[test]
fn sources_whose_directory_was_taken_away_are_refused() {
    let fixture = Fixture::new("moved", &[("src/lib.rs", BOXES)]);
    let flag = format!("--remap-path-prefix={}=", fixture.path().display());
    fixture.write(".cargo/config.toml", &format!("[build]\nrustflags = [{flag:?}]\n"));
    let error = refused(&fixture, None, &["src/lib.rs", "without a directory", "--remap-path-prefix"]);
    assert!(matches!(error, Error::RelativeSources { .. }), "{error}");
}

#[test]
fn code_that_does_not_compile_is_the_compilers_affair() {
    let fixture = Fixture::new("wrong", &[("src/lib.rs", "pub fn f() -> u64 { \"x\" }\n")]);
    assert!(matches!(fixture.try_survey(), Err(Error::DoesNotCompile)));
}

#[test]
fn a_target_that_does_not_exist_is_a_usage_error_that_lists_those_that_do() {
    let fixture = Fixture::new("named", &[("src/main.rs", "fn main() {}\n"), ("examples/show.rs", "fn main() {}\n")]);
    for (target, parts) in [
        (TargetName::Lib, ["no target `--lib`", "--bin named", "--example show"]),
        (TargetName::Bin("nmed".to_owned()), ["no target `--bin nmed`", "--bin named", "--example show"]),
        (TargetName::Test("all".to_owned()), ["no target `--test all`", "--bin named", "--example show"]),
    ] {
        assert!(refused(&fixture, Some(target), &parts).is_usage());
    }
}

#[test]
fn a_procedural_macro_has_no_target_to_report_on() {
    let manifest = manifest("derives") + "[lib]\nproc-macro = true\n";
    let fixture = Fixture::new("derives", &[("Cargo.toml", &manifest), ("src/lib.rs", "extern crate proc_macro;\n")]);
    assert!(refused(&fixture, None, &["no library", "none that can be reported on"]).is_usage());
}

#[test]
fn a_library_that_is_only_for_other_languages_is_reported_on() {
    let manifest = manifest("foreign") + "[lib]\ncrate-type = [\"cdylib\"]\n";
    let text = "#[unsafe(no_mangle)]\npub extern \"C\" fn f(n: u64) -> *mut u64 {\n    Box::into_raw(Box::new(n))\n}\n";
    let fixture = Fixture::new("foreign", &[("Cargo.toml", &manifest), ("src/lib.rs", text)]);
    assert_eq!(shown(&fixture.survey()), "src/lib.rs:3: heap: Box::new\n");
}

#[test]
fn a_manifest_that_is_not_there_is_a_usage_error() {
    let request = Request { manifest: "no/such/place".into(), ..Request::default() };
    let error = heap_sites::survey(&request).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("--manifest-path"), "{error}");
}

#[test]
fn a_path_with_a_space_is_a_path() {
    let fixture = Fixture::new("spaced out", &[("Cargo.toml", &manifest("spaced")), ("src/lib.rs", BOXES)]);
    assert_eq!(shown(&fixture.survey()), "src/lib.rs:2: heap: Box::new\n");
}

/// cargo compares times, not places: after a move it takes the objects for fresh, and all their lines are of the old place.
#[test]
fn a_package_that_was_moved_is_built_again_and_not_reported_as_without_allocations() {
    let fixture = Fixture::new(
        "moved",
        &[("src/lib.rs", "pub fn boxed(n: u64) -> Box<u64> {\n    Box::new(n) //= heap: Box::new\n}\n")],
    );
    let expected = fixture.expected(&["src/lib.rs"]);
    assert_eq!(shown(&fixture.survey()), expected);
    let moved = fixture.moved("moved-away");
    assert_eq!(shown(&moved.survey()), expected);
}
