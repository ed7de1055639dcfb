//! Generic code has no code of its own.

use crate::fixture::{Fixture, manifest, shown};
use heap_sites::TargetName;
use std::path::PathBuf;

const LIBRARY: &str =
    "pub fn boxed<T>(value: T) -> Box<T> {\n    Box::new(value)\n}\n\npub fn plain(n: u64) -> u64 {\n    n + 1\n}\n";

#[test]
fn generic_code_is_reported_where_it_is_instantiated() {
    let program = "fn main() {\n    let a = std::hint::black_box(generics::boxed(7_u64));\n    let b = std::hint::black_box(generics::boxed(7_u8));\n    std::process::exit(i32::from(*a == u64::from(*b)));\n}\n";
    let fixture = Fixture::new("generics", &[("src/lib.rs", LIBRARY), ("src/main.rs", program)]);
    let library = fixture.survey();
    assert_eq!(shown(&library), "");
    let notes = library.report.notes(&PathBuf::new());
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].starts_with("src/lib.rs: no code in this target: boxed (line 1)"), "{notes:?}");

    let program = fixture.survey_of(TargetName::Bin("generics".to_owned()));
    assert_eq!(shown(&program), "src/lib.rs:2: heap: Box::new (2 copies of generic or inlined code)\n");
    assert_eq!(program.report.notes(&PathBuf::new()), Vec::<String>::new());
    // Once more: nothing is built, and the objects are found again.
    assert_eq!(fixture.survey_of(TargetName::Bin("generics".to_owned())).report, program.report);
}

#[test]
fn an_integration_test_instantiates_what_the_library_leaves_generic() {
    let test = "#[test]\nfn it_boxes() {\n    assert_eq!(*std::hint::black_box(tested::boxed(7_u64)), 7);\n}\n";
    let fixture = Fixture::new("tested", &[("src/lib.rs", LIBRARY), ("tests/boxes.rs", test)]);
    let survey = fixture.survey_of(TargetName::Test("boxes".to_owned()));
    assert!(shown(&survey).contains("src/lib.rs:2: heap: Box::new\n"), "{}", shown(&survey));
}

#[test]
fn an_example_and_a_bench_instantiate_it_as_well() {
    let program =
        "fn main() {\n    std::process::exit(i32::from(*std::hint::black_box(shown::boxed(7_u64)) == 8));\n}\n";
    let manifest = manifest("shown") + "\n[[bench]]\nname = \"speed\"\nharness = false\n";
    let fixture = Fixture::new(
        "shown",
        &[
            ("Cargo.toml", &manifest),
            ("src/lib.rs", LIBRARY),
            ("examples/use.rs", program),
            ("benches/speed.rs", program),
        ],
    );
    for target in [TargetName::Example("use".to_owned()), TargetName::Bench("speed".to_owned())] {
        let text = shown(&fixture.survey_of(target));
        assert_eq!(text, "src/lib.rs:2: heap: Box::new\n");
    }
}

#[test]
fn derived_code_that_nothing_uses_is_named_and_is_reported_where_it_is_used() {
    let library = "#[derive(Clone, Debug, Default, PartialEq)]\npub struct Named {\n    pub name: String,\n}\n#[derive(Clone)]\npub struct Used {\n    pub name: String,\n}\npub fn cloned(used: &Used) -> Used {\n    used.clone()\n}\n";
    let test = "#[test]\nfn it_clones() {\n    let named = derives::Named { name: \"a\".repeat(3) };\n    assert_eq!(std::hint::black_box(&named).clone(), named);\n}\n";
    let fixture = Fixture::new("derives", &[("src/lib.rs", library), ("tests/clones.rs", test)]);
    let survey = fixture.survey();
    let notes = survey.report.notes(&PathBuf::new());
    assert_eq!(notes.len(), 1, "{notes:?}");
    let expected = "src/lib.rs: no code in this target: the derived Clone of Named (line 1), the derived Default of Named (line 1); ";
    assert!(notes[0].starts_with(expected), "{notes:?}");
    let test = fixture.survey_of(TargetName::Test("clones".to_owned()));
    assert!(shown(&test).contains("src/lib.rs:3: "), "{}", shown(&test));
    assert!(!test.report.notes(&PathBuf::new())[0].contains("the derived Clone of Named"));
}

#[test]
fn an_async_function_that_nothing_polls_is_not_silent() {
    let text = "pub async fn polled_elsewhere(n: usize, f: &dyn Fn(usize) -> usize) -> usize {
    let buffer = vec![0_u8; n];
    let length = std::hint::black_box(&buffer).len();
    f(length)
}
";
    // Debug compiles the body, release leaves it to whoever polls it.
    let text = shown(&Fixture::new("unpolled", &[("src/lib.rs", text)]).survey());
    let lines: Vec<&str> = text.lines().collect();
    let [allocates, calls] = lines[..] else { panic!("{text}") };
    assert!(
        allocates.starts_with("src/lib.rs:2: unknown: vec::from_elem in debug; its function has no code in release"),
        "{text}"
    );
    assert!(calls.starts_with("src/lib.rs:4: unknown: a call through dyn or a function pointer"), "{text}");
}

#[test]
fn async_functions_and_closures_are_functions() {
    let fixture = Fixture::new(
        "futures",
        &[(
            "src/lib.rs",
            r#"use std::future::Future;
use std::pin::Pin;

pub fn boxed(n: usize) -> Pin<Box<dyn Future<Output = usize>>> {
    Box::pin(work(n)) //= heap: Box::pin
}
async fn work(n: usize) -> usize {
    let buffer = vec![0_u8; n]; //= heap: vec::from_elem
    std::future::ready(()).await;
    std::hint::black_box(&buffer).len()
}
pub fn mapped(n: Option<u64>) -> Option<u64> {
    n.map(|n| *std::hint::black_box(Box::new(n))) //= heap: Box::new
}
"#,
        )],
    );
    assert_eq!(shown(&fixture.survey()), fixture.expected(&["src/lib.rs"]));
}
