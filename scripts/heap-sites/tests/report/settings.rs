//! What the reader's manifest and configuration may say, and the report has to cope with.

use crate::fixture::{Fixture, manifest, shown};
use heap_sites::{Features, Request, Survey, TargetName};

const BOXES: &str = "pub fn f(n: u64) -> Box<u64> {\n    Box::new(n)\n}\n";
const SITE: &str = "src/lib.rs:2: heap: Box::new\n";

fn survey(request: &Request) -> Survey {
    heap_sites::survey(request).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn debug_information_and_objects_are_where_the_report_looks_whatever_the_settings_are() {
    let profiles = "[profile.dev]\nsplit-debuginfo = \"unpacked\"\n\
        [profile.dev.package.settled]\nopt-level = 3\ndebug = false\n\
        [profile.release]\nsplit-debuginfo = \"unpacked\"\n[profile.release.package.settled]\ndebug = false\n";
    let fixture = Fixture::new(
        "settled",
        &[
            ("Cargo.toml", &(manifest("settled") + profiles)),
            ("src/lib.rs", "pub fn f(n: u64) -> u64 {\n    *Box::new(n) //= elided: Box::new, in debug only\n}\n"),
            (".cargo/config.toml", "[build]\nbuild-dir = \"elsewhere\"\n"),
        ],
    );
    assert_eq!(shown(&fixture.survey()), fixture.expected(&["src/lib.rs"]));
    assert!(!fixture.path().join("elsewhere").exists());
}

#[test]
fn features_a_triple_a_profile_and_a_benchmark_are_cargos() {
    let text = "[features]\ndefault = [\"one\"]\none = []\ntwo = []\n[[bench]]\nname = \"all\"\nharness = false\n\
        [profile.with-checks]\ninherits = \"release\"\ndebug-assertions = true\n";
    let lib = "#[cfg(feature = \"one\")]\npub fn one() -> Box<u64> {\n    Box::new(1)\n}\n\
        #[cfg(feature = \"two\")]\npub fn two() -> Box<u64> {\n    Box::new(2)\n}\n";
    let fixture = Fixture::new(
        "chosen",
        &[
            ("Cargo.toml", &(manifest("chosen") + text)),
            ("src/lib.rs", lib),
            (
                "src/main.rs",
                "fn main() {\n    #[cfg(feature = \"two\")]\n    drop(std::hint::black_box(Box::new(1)));\n}\n",
            ),
            ("benches/all.rs", "fn main() {\n    drop(std::hint::black_box(Box::new(1)));\n}\n"),
        ],
    );
    let (one, two) = ("src/lib.rs:3: heap: Box::new\n", "src/lib.rs:7: heap: Box::new\n");
    let features = |names: &[&str], all, no_default| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Request { features: Features { names, all, no_default }, ..fixture.request() }
    };
    assert_eq!(shown(&fixture.survey()), one);
    assert_eq!(shown(&survey(&features(&["two"], false, false))), format!("{one}{two}"));
    assert_eq!(shown(&survey(&features(&["two"], false, true))), two);
    assert_eq!(shown(&survey(&features(&[], true, false))), format!("{one}{two}"));

    let own = output_of_rustc("host-tuple");
    let elsewhere = survey(&Request { triple: Some(own.clone()), ..fixture.request() });
    assert_eq!(shown(&elsewhere), one);
    assert!(elsewhere.report.builds.release.contains(&format!("--target={own}")), "{:?}", elsewhere.report.builds);
    let checked = survey(&Request { profile: Some("with-checks".to_owned()), ..fixture.request() });
    assert_eq!(shown(&checked), one);
    assert!(checked.report.builds.release.starts_with("the with-checks profile"), "{:?}", checked.report.builds);

    let bench = fixture.survey_of(TargetName::Bench("all".to_owned()));
    assert_eq!(shown(&bench), format!("benches/all.rs:2: heap: Box::new\n{one}"));

    // The objects of a program are told by its settings, also where cargo has nothing to do.
    let program = |names: &[&str]| {
        shown(&survey(&Request { target: Some(TargetName::Bin("chosen".to_owned())), ..features(names, false, false) }))
    };
    for _ in 0..2 {
        assert_eq!(program(&["two"]), format!("{one}{two}src/main.rs:3: heap: Box::new\n"));
        assert_eq!(program(&[]), one);
    }
}

fn output_of_rustc(what: &str) -> String {
    let output = std::process::Command::new("rustc").args(["--print", what]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A package that depends on another version of itself, as those do that compare themselves with what they were.
#[test]
fn a_package_whose_name_is_ambiguous_is_the_one_of_the_manifest() {
    let newer = manifest("twice").replace("0.1.0", "0.2.0").replace(
        "[workspace]\n",
        "[workspace]\nexclude = [\"old\"]\n[dependencies]\nold = { path = \"old\", package = \"twice\" }\n",
    );
    let fixture = Fixture::new(
        "twice",
        &[
            ("Cargo.toml", &newer),
            ("src/lib.rs", BOXES),
            ("old/Cargo.toml", &manifest("twice")),
            ("old/src/lib.rs", "pub fn old() -> Vec<u8> {\n    vec![1]\n}\n"),
        ],
    );
    assert_eq!(shown(&fixture.survey()), SITE);
    for specification in ["twice", "twice@0.2.0", "twice@0.2"] {
        let request = Request { package: Some(specification.to_owned()), ..fixture.request() };
        assert_eq!(shown(&survey(&request)), SITE, "{specification}");
    }
    let request = Request { package: Some("twice@0.1.0".to_owned()), ..fixture.request() };
    let error = heap_sites::survey(&request).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("no package `twice@0.1.0`"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_member_is_found_by_any_path_to_it() {
    let member = manifest("member").replace("[workspace]\n", "");
    let fixture = Fixture::new(
        "paths",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"member\", \"other\"]\nresolver = \"3\"\n"),
            ("member/Cargo.toml", &member),
            ("member/src/lib.rs", BOXES),
            ("other/Cargo.toml", &member.replace("member", "other")),
            ("other/src/lib.rs", ""),
        ],
    );
    std::os::unix::fs::symlink(fixture.path().join("member"), fixture.path().join("other/link")).unwrap();
    for path in ["member", "other/../member", "member/src/..", "other/link", "other/link/Cargo.toml"] {
        let request = Request { manifest: fixture.path().join(path), ..Request::default() };
        assert_eq!(shown(&survey(&request)), SITE, "{path}");
    }
}
