//! heap, may, elided, unknown, and nothing.

use crate::fixture::{Fixture, manifest, shown};
use std::path::PathBuf;

#[test]
fn each_line_says_what_its_compiled_code_does() {
    let fixture = Fixture::new(
        "verdicts",
        &[(
            "src/lib.rs",
            r#"//! Each line that must be reported says how.
use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::rc::Rc;

pub fn returned(n: u64) -> Box<u64> {
    Box::new(n) //= heap: Box::new
}
pub fn local(n: u64) -> u64 {
    let boxed = Box::new(n); //= elided: Box::new, in debug only
    *boxed + 1
}
pub fn kept(n: u64) -> u64 {
    let boxed = Box::new(n); //= heap: Box::new
    *black_box(&*boxed) + 1
}
pub fn counted(n: u64) -> u64 {
    let shared = Rc::new(n); //= heap: Rc::new
    *shared + 1
}
pub fn reserved(n: usize) -> Vec<u64> {
    let mut v = Vec::with_capacity(n); //= heap: Vec::with_capacity
    v.push(1); //= may: Vec::push, through RawVec::grow_one
    v
}
pub fn pushed(v: &mut Vec<u64>, n: u64) {
    for i in 0..n {
        v.push(i * i); //= may: Vec::push, through RawVec::grow_one
    }
}
pub fn two(n: u64) -> (Box<u64>, Box<u64>) {
    (Box::new(n), Box::new(n + 1)) //= heap: Box::new; heap: Box::new
}
pub fn text(n: u64) -> String {
    format!("{n}") //= may: fmt::format, through format::format_inner
}
pub fn map(m: &mut HashMap<u64, u64>, b: &mut BTreeMap<u64, u64>) {
    m.insert(1, 2); //= may: HashMap::insert
    b.insert(1, 2); //= heap: BTreeMap::insert; may: BTreeMap::insert
}
pub fn through_dyn(f: &dyn Fn(u64) -> Vec<u64>) -> usize {
    f(3).len() //= unknown: a call through dyn or a function pointer
}
pub fn through_pointer(f: fn(u64) -> Vec<u64>) -> usize {
    f(3).len() //= unknown: a call through dyn or a function pointer
}
pub fn nothing(values: &[u64]) -> u64 {
    values.iter().map(|value| value * 3).filter(|value| value % 2 == 0).sum()
}
pub fn calls(n: u64) -> u64 {
    // The line of the callee is reported, not this one.
    *returned(n)
}
"#,
        )],
    );
    // The names of what is called in between may change with the compiler; the lines and verdicts must not.
    let plain = |text: String| -> Vec<String> {
        text.lines().map(|line| line.split(", through ").next().unwrap().to_owned()).collect()
    };
    assert_eq!(plain(shown(&fixture.survey())), plain(fixture.expected(&["src/lib.rs"])));
}

#[test]
fn a_chain_leads_from_the_line_to_the_allocator_step_by_step() {
    let fixture = Fixture::new("chains", &[("src/lib.rs", "pub fn f(v: &mut Vec<u64>) {\n    v.push(7);\n}\n")]);
    let survey = fixture.survey();
    let file = survey.report.file("src/lib.rs").unwrap();
    let why = heap_sites::why(&PathBuf::new(), file, 2, survey.sources.get("src/lib.rs"));
    assert!(why.starts_with("src/lib.rs:2: v.push(7);\n"), "{why}");
    let (debug, release) = why.split_once("\nrelease").unwrap();
    for (build, steps) in [(debug, &["calls   "][..]), (release, &["inlined ", "calls   "])] {
        for step in steps {
            assert!(build.lines().any(|line| line.trim_start().starts_with(step.trim())), "{step}: {why}");
        }
        let last = build.lines().last().unwrap();
        assert!(last.contains("__rust_alloc") || last.contains("__rust_realloc"), "{why}");
    }
    let none = heap_sites::why(&PathBuf::new(), file, 1, survey.sources.get("src/lib.rs"));
    assert!(none.contains("no site: the line's own code"), "{none}");
}

#[test]
fn a_crate_that_does_not_allocate_has_an_empty_report() {
    let fixture = Fixture::new("nothing", &[("src/lib.rs", "pub fn f(n: u64) -> u64 {\n    n * 3\n}\n")]);
    let survey = fixture.survey();
    assert!(survey.report.is_empty());
    assert_eq!(shown(&survey), "");
    assert_eq!(survey.report.notes(&PathBuf::new()), Vec::<String>::new());
}

#[test]
fn identical_functions_that_became_one_are_not_called_elided() {
    let one = "#[inline(never)]\nfn made(n: u64) -> Box<u64> {\n    Box::new(n)\n}\n\n#[inline(never)]\npub fn run(n: u64) -> u64 {\n    *made(n) + 1\n}\n";
    let other = one.replace("+ 1", "+ 2");
    let fixture = Fixture::new(
        "merged",
        &[("src/lib.rs", "pub mod one;\npub mod other;\n"), ("src/one.rs", one), ("src/other.rs", &other)],
    );
    let text = shown(&fixture.survey());
    let lines: Vec<&str> = text.lines().collect();
    let [first, second] = lines[..] else { panic!("{text}") };
    // Which of the two the compiler keeps is its affair.
    let (kept, lost) = if first.contains("heap: ") { (first, second) } else { (second, first) };
    assert!(kept.ends_with(":3: heap: Box::new"), "{text}");
    assert!(lost.contains(":3: unknown: Box::new in debug") && lost.contains("made it one with merged"), "{text}");
}

#[test]
fn a_site_whose_line_the_optimiser_moved_is_not_called_elided() {
    let text = "pub fn f(n: u64) -> u64 {\n    (0..n)\n        .map(|i| *std::hint::black_box(Box::new(i)))\n        .sum()\n}\n";
    let text = shown(&Fixture::new("moved", &[("src/lib.rs", text)]).survey());
    assert!(text.contains(": heap: "), "{text}");
    assert!(!text.contains("elided"), "{text}");
}

#[test]
fn frees_are_told_on_request() {
    let fixture = Fixture::new("frees", &[("src/lib.rs", "pub fn f(b: Box<u64>) -> u64 {\n    *b\n}\n")]);
    let survey = fixture.survey();
    assert_eq!(survey.report.text(&PathBuf::new(), false), "");
    let frees = survey.report.text(&PathBuf::new(), true);
    assert!(frees.lines().all(|line| line.contains(": free: ")) && !frees.is_empty(), "{frees}");
    assert!(survey.report.clone().without_frees().is_empty());
}

#[test]
fn the_report_is_json_with_a_schema_number_and_comes_back_whole() {
    let fixture = Fixture::new("json", &[("src/lib.rs", "pub fn f(n: u64) -> Box<u64> {\n    Box::new(n)\n}\n")]);
    let report = fixture.survey().report;
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["schema"], heap_sites::SCHEMA);
    assert_eq!(json["files"][0]["path"], "src/lib.rs");
    assert_eq!(json["files"][0]["lines"][0]["line"], 2);
    assert_eq!(json["files"][0]["lines"][0]["release"][0]["kind"], "heap");
    assert_eq!(serde_json::from_value::<heap_sites::Report>(json).unwrap(), report);
}

#[test]
fn what_only_writes_to_its_formatter_can_be_left_out() {
    let text = "use std::fmt;\n#[derive(Debug)]\npub struct Point {\n    pub x: u64,\n}\nimpl fmt::Display for Point {\n    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {\n        write!(f, \"{}\", self.x)?;\n        f.write_str(&\"=\".repeat(3))\n    }\n}\npub fn called(each: &dyn Fn()) {\n    each();\n}\n";
    let fixture = Fixture::new("formats", &[("src/lib.rs", text)]);
    let survey = fixture.survey();
    let (report, left_out) = survey.report.without_formatting();
    let lines: Vec<u32> = report.file("src/lib.rs").unwrap().lines.iter().map(|line| line.line).collect();
    assert!(left_out > 0 && !lines.contains(&8), "{left_out} left out, {lines:?} shown");
    assert!(lines.contains(&9) && lines.contains(&13), "{lines:?}");
}

#[test]
fn a_message_says_when_the_line_allocates_where_the_functions_tell() {
    let text = r#"use std::collections::HashMap;
use std::sync::{Arc, LazyLock, OnceLock};
static LAZY: LazyLock<Vec<u64>> = LazyLock::new(|| vec![1; 3]);
pub fn boxed(n: u64) -> Box<u64> {
    Box::new(n) //= each time
}
pub fn shared(n: u64) -> Arc<u64> {
    Arc::new(n) //= each time
}
pub fn text(n: u64) -> String {
    format!("n is {n}") //= each time
}
pub fn pushed(list: &mut Vec<u64>) {
    list.push(1); //= when it grows
}
pub fn added(line: &mut String, text: &str) {
    line.push_str(text); //= when it grows
}
pub fn inserted(map: &mut HashMap<u64, u64>) {
    map.insert(1, 2); //= when it grows
}
pub fn lazy() -> usize {
    LAZY.len() //= at the first use
}
pub fn once(cell: &OnceLock<String>) -> &String {
    cell.get_or_init(|| String::from("once")) //= at the first use
}
pub fn sized(n: usize) -> Vec<u8> {
    vec![0; n] //= on some paths
}
pub fn failed(text: &str) -> Result<u64, Box<dyn std::error::Error>> {
    let n: u64 = text.parse()?; //= on the error path
    Ok(n + 1)
}
pub fn said(n: u64) -> Result<u64, Box<dyn std::error::Error>> {
    if n > 3 {
        return Err("more than three".into()); //= on the error path
    }
    Ok(n)
}
pub fn turned(text: Result<u64, &str>) -> Result<u64, String> {
    let n = text?; //= on the error path
    Ok(n + 1)
}
pub fn refused(n: u64) -> std::io::Result<u64> {
    if n > 3 { Err(std::io::Error::other("more than three")) } else { Ok(n) } //= on the error path
}
pub fn conditional(n: u64) -> Option<Box<u64>> {
    if n > 3 {
        return None;
    }
    Some(Box::new(n)) //= on some paths
}
pub fn on_either_way(n: u64) -> (Box<u64>, u64) {
    let scaled = if n > 3 { n.wrapping_mul(7) } else { n.rotate_left(9) };
    assert!(scaled != 11, "a panic is no way");
    (Box::new(scaled), n) //= each time
}
pub fn in_a_loop(numbers: &[u64], out: &mut [Option<Box<u64>>]) {
    for (number, out) in numbers.iter().zip(out) {
        *out = Some(Box::new(*number)); //= on some paths
    }
}
#[inline(never)]
fn made(n: u64) -> Arc<u64> {
    Arc::new(n) //= each time
}
#[inline]
fn inlined(n: u64) -> Arc<u64> {
    Arc::new(n ^ 5) //= each time
}
pub fn calls(n: u64) -> Option<Arc<u64>> {
    if n > 3 { Some(inlined(n)) } else { made(n).checked_add(1).map(inlined) }
}
pub fn fails() -> Box<u64> {
    let n = std::hint::black_box(7);
    if n == 8 {
        stops(n);
    }
    Box::new(n) //= each time
}
#[inline(never)]
fn stops(n: u64) -> ! {
    panic!("{n} is eight")
}
pub fn through_library(dictionary: &helper::Dictionary) -> (Box<str>, Option<Box<str>>) {
    let always = helper::always(dictionary); //= each time
    let some = helper::sometimes(dictionary); //= on some paths
    (always, some)
}
"#;
    let helper = r#"pub struct Dictionary {
    pub words: Vec<String>,
}
#[inline(never)]
pub fn always(dictionary: &Dictionary) -> Box<str> {
    let made = Box::new(dictionary.words.len());
    format!("{made} words").into_boxed_str()
}
#[inline(never)]
pub fn sometimes(dictionary: &Dictionary) -> Option<Box<str>> {
    let first = dictionary.words.first()?;
    Some(format!("{first} is the first").into_boxed_str())
}
"#;
    let manifests = [manifest("when"), manifest("helper")];
    let fixture = Fixture::new(
        "when",
        &[
            (
                "Cargo.toml",
                &manifests[0].replace("[workspace]\n", "[dependencies]\nhelper = { path = \"helper\" }\n[workspace]\n"),
            ),
            ("src/lib.rs", text),
            ("helper/Cargo.toml", &manifests[1].replace("[workspace]\n", "")),
            ("helper/src/lib.rs", helper),
        ],
    );
    let survey = fixture.survey();
    let file = survey.report.file("src/lib.rs").unwrap();
    let mut said = String::new();
    for line in &file.lines {
        for message in line.messages() {
            let when = message.when().map_or("nothing", heap_sites::When::words);
            said += &format!("src/lib.rs:{}: {when}\n", line.line);
        }
    }
    for expected in fixture.expected(&["src/lib.rs"]).lines() {
        assert!(
            said.contains(expected),
            "no `{expected}` in\n{said}{}",
            survey.report.text(std::path::Path::new(""), false)
        );
    }
}
