//! A function that promises to allocate nothing is held to all that it reaches.

use crate::fixture::{Fixture, manifest};
use heap_sites::{NoAllocations, Survey};

const ENGINE: &str = r#"use std::fmt;
pub struct Engine {
    seen: Vec<u64>,
    total: u64,
}
pub struct Shown(u64);
impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&"=".repeat(self.0 as usize))
    }
}
impl Engine {
    pub fn process(&mut self, input: u64) -> u64 { // heap: none
        self.record(input);
        self.total + input
    }
    #[inline(never)]
    fn record(&mut self, input: u64) {
        self.seen.push(input);
    }
    pub fn sum(&self, input: &[u64]) -> u64 { // heap: none
        input.iter().map(|n| scaled(*n)).fold(self.total, |a, b| a.wrapping_add(b))
    }
    #[inline(never)]
    pub fn called(&self, each: &dyn Fn(u64) -> u64) -> u64 { // heap: none
        each(self.total)
    }
    pub fn called_and_excused(&self, each: &dyn Fn(u64) -> u64) -> u64 { // heap: none, except dyn
        each(self.total)
    }
    pub fn checked(&self, input: &[u64], at: usize) -> u64 { // heap: none
        assert!(at < 100, "{at} is too large");
        input[at]
    }
    #[inline(never)]
    pub fn boxed_in_debug(&self) -> u64 { // heap: none in release
        *Box::new(self.total)
    }
    #[inline(never)]
    pub fn boxed_in_both(&self) -> u64 { // heap: none
        *Box::new(self.total)
    }
    pub fn in_a_closure(&self, input: &[u64]) -> u64 { // heap: none
        input.iter().map(|n| vec![*n; 3].len() as u64).sum()
    }
    pub fn excused(&mut self, input: u64) { // heap: none, except Engine::record
        self.record(input);
    }
}
#[inline(never)]
fn scaled(n: u64) -> u64 {
    n.wrapping_mul(3)
}
pub fn prints(n: u64, out: &mut [u8]) -> usize { // heap: none, except dyn
    use std::io::Write;
    let mut left = &mut out[..];
    let _ = write!(left, "{}", Shown(n));
    left.len()
}
"#;

/// The functions that break a contract, with the build.
fn broken(survey: &Survey) -> Vec<String> {
    let mut broken: Vec<String> =
        survey.broken_contracts().iter().map(|broken| format!("{} {}", broken.function, broken.profile)).collect();
    broken.dedup();
    broken
}

#[test]
fn everything_that_a_function_reaches_is_held_to_its_contract() {
    let fixture = Fixture::new("engine", &[("src/lib.rs", ENGINE)]);
    let survey = fixture.survey();
    let found = broken(&survey);
    let all: Vec<String> = survey.broken_contracts().iter().map(ToString::to_string).collect();
    let all = all.join("\n");
    for (function, debug, release) in [
        ("process", true, true),
        ("sum", false, false),
        ("called", true, true),
        ("called_and_excused", false, false),
        ("checked", false, false),
        ("boxed_in_debug", false, false),
        ("boxed_in_both", true, false),
        ("excused", false, false),
        ("prints", true, true),
    ] {
        for (is_broken, profile) in [(debug, "debug"), (release, "release")] {
            let has = found.contains(&format!("{function} {profile}"));
            assert_eq!(has, is_broken, "{function} in {profile}\n{all}");
        }
    }
    assert!(found.contains(&"in_a_closure debug".to_owned()), "{all}");
    // The chain goes from the function through those that it calls to the allocator.
    let chain = survey.broken_contracts().into_iter().find(|broken| broken.function == "process").unwrap().to_string();
    let at = |text: &str| chain.find(text).unwrap_or_else(|| panic!("no `{text}` in\n{chain}"));
    assert!(at("src/lib.rs:14") < at("src/lib.rs:19") && at("src/lib.rs:19") < at("grow_one"), "{chain}");
}

#[test]
fn a_function_can_be_named_from_outside() {
    let fixture = Fixture::new("named", &[("src/lib.rs", &ENGINE.replace("// heap: none", "//"))]);
    let survey = fixture.survey();
    assert!(survey.broken_contracts().is_empty());
    let ask = |name: &str, except: &[&str], with_panics: bool| {
        let asked = NoAllocations {
            functions: vec![name.to_owned()],
            except: except.iter().map(|name| (*name).to_owned()).collect(),
            in_release: true,
            with_panics,
        };
        survey.no_allocations(&asked).map(|broken| broken.len())
    };
    assert!(ask("Engine::process", &[], false).unwrap() > 0);
    assert_eq!(ask("Engine::process", &["Vec::push"], false).unwrap(), 0);
    assert_eq!(ask("Engine::sum", &[], false).unwrap(), 0);
    assert_eq!(ask("checked", &[], false).unwrap(), 0);
    assert!(ask("checked", &[], true).unwrap() > 0);
    let error = ask("Engine::proces", &[], false).unwrap_err();
    assert!(error.is_usage() && error.to_string().contains("did you mean `process`?"), "{error}");
}

#[test]
fn a_destructor_that_cannot_be_seen_breaks_a_contract_wherever_it_was_inlined() {
    let helper = "pub trait Tool {\n    fn work(&self) -> u64;\n}\n#[inline(never)]\npub fn ends<T>(tool: Box<dyn Tool>, value: T) -> T {\n    drop(tool);\n    value\n}\n";
    let text = "pub fn ends(tool: Box<dyn helper::Tool>) -> u64 { // heap: none\n    helper::ends(tool, 7)\n}\n";
    let with_dependency =
        manifest("drops").replace("[workspace]\n", "[dependencies]\nhelper = { path = \"helper\" }\n[workspace]\n");
    let fixture = Fixture::new(
        "drops",
        &[
            ("Cargo.toml", &with_dependency),
            ("src/lib.rs", text),
            ("helper/Cargo.toml", &manifest("helper").replace("[workspace]\n", "")),
            ("helper/src/lib.rs", helper),
        ],
    );
    let broken = fixture.survey().broken_contracts();
    for profile in ["debug", "release"] {
        let is_told = |broken: &heap_sites::BrokenContract| broken.profile.to_string() == profile && broken.is_unseen;
        assert!(broken.iter().any(is_told), "{profile}: {broken:?}");
    }
}

#[test]
fn a_contract_of_a_function_without_code_is_not_kept() {
    let text = "pub fn generic<T: Clone>(value: &T) -> T { // heap: none\n    value.clone()\n}\n";
    let fixture = Fixture::new("generic", &[("src/lib.rs", text)]);
    let broken = fixture.survey().broken_contracts();
    assert_eq!(broken.len(), 1);
    assert!(broken[0].to_string().contains("has no code in this target"), "{}", broken[0]);
}

#[test]
fn a_comment_that_only_begins_like_a_pin_is_said_when_pins_are_verified_and_refuses_nothing() {
    let text = "pub fn f(n: u64) -> Box<u64> {\n    // heap: the smallest is at the root\n    Box::new(n)\n}\n";
    let fixture = Fixture::new("begins", &[("src/lib.rs", text)]);
    let problems = fixture.survey().verify(false);
    assert!(
        matches!(&problems[..], [one] if one.starts_with("src/lib.rs:2: ") && one.contains("a pin is `none`")),
        "{problems:?}"
    );
}

#[test]
fn a_source_that_cannot_be_read_as_rust_costs_its_pins_and_nothing_else() {
    let manifest = manifest("old").replace("2024", "2015");
    let text = "pub trait Old { fn f(u8) -> Box<u8>; }\npub struct S;\nimpl Old for S {\n    fn f(n: u8) -> Box<u8> {\n        Box::new(n)\n    }\n}\n";
    let fixture = Fixture::new("old", &[("Cargo.toml", &manifest), ("src/lib.rs", text)]);
    let survey = fixture.survey();
    assert!(
        crate::fixture::shown(&survey).contains("src/lib.rs:5: heap: Box::new"),
        "{}",
        crate::fixture::shown(&survey)
    );
    assert!(survey.sources["src/lib.rs"].unread.is_some());
}
