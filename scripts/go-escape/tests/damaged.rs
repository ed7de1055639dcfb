//! Whatever text is given, the answer is an analysis or an error that says where and what: never a panic, never a stack that runs out.

#[path = "generated/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;

use fastrand::Rng;
use go_escape::{Error, Options, Package, Release, SourceFile, analyse};

fn of(text: &str) -> Vec<SourceFile> {
    vec![SourceFile { name: "./x.go".into(), text: text.to_owned() }]
}

/// Analyses, and fails unless there is a clear answer. Returns the error, if that is the answer.
fn answer(files: &[SourceFile], dependencies: &[(String, Vec<SourceFile>)]) -> Option<Error> {
    let result = catch_unwind(|| {
        analyse(files, dependencies, Release::NEWEST, Options { explain: true, graph: true, language: None })
    });
    let result = result.unwrap_or_else(|_| panic!("the analysis panics on:\n{}", files[0].text));
    match result {
        Ok(_) => None,
        Err(error) => {
            let text = error.to_string();
            let (place, what) = text.split_once(": ").unwrap_or_else(|| panic!("{text:?} has no place"));
            assert!(place.contains(".go:") && !what.trim().is_empty(), "{text:?} does not say where and what");
            Some(error)
        }
    }
}

fn error(text: &str) -> String {
    answer(&of(text), &[]).unwrap_or_else(|| panic!("this is accepted:\n{text}")).to_string()
}

/// The text with one part flipped, cut, doubled or exchanged.
fn damaged(text: &str, rng: &mut Rng) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(0..chars.len());
        match rng.usize(0..7) {
            0 => {
                chars[at] = [
                    '(', ')', '{', '}', '[', ']', '.', ',', ';', '*', '&', '"', '\'', '`', 'x', '0', '\n', 'é', '\u{0}',
                ][rng.usize(0..19)]
            }
            1 => drop(chars.remove(at)),
            2 => chars.truncate(at.max(1)),
            3 => chars.insert(at, ['(', '{', '[', '*', '<', '-', ' ', '"', '1'][rng.usize(0..9)]),
            4 => chars = exchanged(&chars, rng),
            5 => {
                let end = (at + rng.usize(1..40)).min(chars.len());
                let part: Vec<char> = chars[at..end].to_vec();
                let to = rng.usize(0..chars.len());
                chars.splice(to..to, part);
            }
            _ => {
                let end = (at + rng.usize(1..20)).min(chars.len());
                chars.drain(at..end);
            }
        }
        if chars.is_empty() {
            chars.push(' ');
        }
    }
    chars.into_iter().collect()
}

/// Two words in each other's places.
fn exchanged(chars: &[char], rng: &mut Rng) -> Vec<char> {
    let text: String = chars.iter().collect();
    let mut words: Vec<&str> = text.split_inclusive([' ', '\n', '(', ')', ',', '.']).collect();
    let (a, b) = (rng.usize(0..words.len()), rng.usize(0..words.len()));
    words.swap(a, b);
    words.concat().chars().collect()
}

fn count(default: usize) -> usize {
    std::env::var("DAMAGED")
        .ok()
        .map_or(default, |value| value.parse().unwrap_or_else(|_| panic!("DAMAGED has to be a number")))
}

#[test]
fn damaged_generated_programs_have_an_answer() {
    let (mut kinds, mut rng) = (BTreeMap::<&str, usize>::new(), Rng::with_seed(7));
    for seed in 0..count(3000) {
        let text = generate::program(seed as u64 / 10, 2).text();
        let kind = match answer(&of(&damaged(&text, &mut rng)), &[]) {
            None => "fine",
            Some(Error::Syntax { .. }) => "syntax",
            Some(Error::Type { .. }) => "type",
            Some(_) => "subset",
        };
        *kinds.entry(kind).or_default() += 1;
    }
    // The damage has to reach every step.
    assert!(
        ["fine", "syntax", "type"].iter().all(|kind| kinds.get(kind).is_some_and(|count| *count > 50)),
        "{kinds:?}"
    );
}

#[test]
fn generated_programs_have_an_answer() {
    for seed in 0..200 {
        let text = generate::program(seed, 4).text();
        // The generator makes a few programs that are not well typed.
        let _ = answer(&of(&text), &[]);
    }
}

#[test]
fn a_damaged_corpus_has_an_answer() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let package = Package::read(&corpus, Release::NEWEST, false).unwrap_or_else(|error| panic!("{error}"));
    let mut rng = Rng::with_seed(11);
    for _ in 0..count(3000) / 30 {
        let mut files = package.files.clone();
        let at = rng.usize(0..files.len());
        files[at].text = damaged(&files[at].text, &mut rng);
        files.swap(0, at);
        let _ = answer(&files, &[]);
    }
}

#[test]
fn deep_nesting_is_refused_in_words() {
    let (megabyte, less) = (1 << 20, 1 << 16);
    let closures = "func(){".repeat(megabyte / 7);
    let text = error(&format!("package p\nfunc f() {{\n{closures}\n"));
    assert!(text.contains("outside of the subset") && text.contains("nested"), "{text}");
    for (head, part, tail) in [
        ("func f() int { return ", "(", "1"),
        ("func f() int { return ", "-", "1 }"),
        ("func f() int { return 1", "+1", " }"),
        ("var x ", "*", "int"),
        ("var x ", "[]", "int"),
        ("var x ", "func() ", "int"),
        ("var x ", "map[int]", "int"),
        ("func f(x any) { x", ".f", " }"),
        ("func f(x any) { x", "()", " }"),
        ("func f(x any) { x", "[0]", " }"),
        ("func f() { ", "{", ""),
        ("func f() { ", "if true { ", ""),
        ("func f() { if true {} ", "else if true {} ", "}"),
        ("func f() { ", "for { ", ""),
        ("func f() { ", "a: ", "}"),
        ("var x = ", "[][]int{", ""),
        ("type t ", "struct { x ", ""),
        ("type t ", "interface { f() ", ""),
    ] {
        let text = error(&format!("package p\n{head}{}{tail}\n", part.repeat(less / part.len())));
        assert!(text.starts_with("./x.go:"), "{part:?}: {text}");
    }
}

#[test]
fn just_below_the_limits_the_stack_suffices() {
    let closures = 14;
    let text = format!("package p\nfunc f() {{\n{}{}\n}}\n", "func() { ".repeat(closures), "}()".repeat(closures));
    assert!(answer(&of(&text), &[]).is_none());
    let terms = go_escape::LONGEST / 2 - 20;
    let sum = format!("package p\nfunc f(a string) string {{ return a{} }}\n", " + a".repeat(terms));
    assert!(answer(&of(&sum), &[]).is_none());
    // Functions that call each other in a long row.
    let row: String =
        (0..20_000).map(|index| format!("func f{index}(p *int) *int {{ return f{}(p) }}\n", index + 1)).collect();
    assert!(answer(&of(&format!("package p\n{row}func f20000(p *int) *int {{ return p }}\n")), &[]).is_none());
}

#[test]
fn an_import_cycle_is_named() {
    let package = |path: &str, imports: &str| {
        let text = format!("package {path}\n\nimport \"{imports}\"\n\nvar X = {imports}.X\n");
        (path.to_owned(), vec![SourceFile { name: format!("./{path}.go"), text }])
    };
    let files = of("package p\n\nimport \"a\"\n\nvar X = a.X\n");
    let error =
        answer(&files, &[package("a", "b"), package("b", "a")]).unwrap_or_else(|| panic!("the cycle is accepted"));
    let text = error.to_string();
    assert!(text.contains("import cycle: a imports b imports a"), "{text}");
}

#[test]
fn what_the_compiler_refuses_is_refused() {
    for (body, wanted) in [
        ("func f() { x := 1 }", "declared and not used: x"),
        ("func f() int { }", "missing return"),
        ("func f() { return 1 }", "has no results"),
        ("func f() int { return \"a\" }", "cannot use"),
        ("func f(s []int) { s.x = 1 }", "no field or method"),
        ("func f() { y = 1 }", "undefined: y"),
        ("func f() { var x int = nil; _ = x }", "cannot use nil"),
        ("func f() { x := 1; x := 2; _ = x }", "no new variable"),
        ("func f() {}\nfunc f() {}", "declared twice"),
        ("type t struct { t }", "recursive"),
        ("type t struct { x [2]t }", "recursive"),
        ("type a b\ntype b a", "recursive"),
        ("const a = b\nconst b = a", "declared by itself"),
        ("var a = b\nvar b = a", "needs its own value"),
        ("func f() { f(1) }", "too many arguments"),
        ("func f(x int) { f() }", "not enough arguments"),
        ("func f() { for { continue x } }", "nothing to leave"),
        ("func f() { goto x }", "label x is not defined"),
        ("func f() { x: }", "defined and not used"),
        ("func f() { 1 + 1 }", "not used"),
        ("func f() { _ = 1 / 0 }", "division by zero"),
        ("func f() { var x uint8 = 256; _ = x }", "does not fit"),
        ("func f() { _ = [2]int{1, 2, 3} }", "out of bounds"),
        ("func f(x any) { _ = x.(func()).y }", "no field or method"),
        ("type i interface { m() }\nvar x i = 1", "no method m"),
        ("func f(a, b []int) bool { return a == b }", "cannot be compared"),
        ("func f(x int) { x() }", "cannot call"),
        ("func f(x int) { *x = 1 }", "points to"),
        ("func f() { _ = &1 }", "no variable"),
        ("func f() { break }", "nothing to leave"),
        ("func f() { if 1 { } }", "has to be a bool"),
        ("func f(c <-chan int) { c <- 1 }", "cannot send"),
        ("import \"fmt\"", "imported and not used"),
    ] {
        let text = error(&format!("package p\n{body}\n"));
        assert!(text.contains(wanted), "{body}: {text}");
    }
}

#[test]
fn errors_of_syntax_have_their_line() {
    for (text, place) in [
        ("package", "./x.go:1:"),
        ("package p; func", "./x.go:1:"),
        ("package p\nfunc {}\n", "./x.go:2:6"),
        ("package p\n\nfunc f() {\n\tx := = 1\n}\n", "./x.go:4:"),
        ("package p\n\nvar x = 0x\n", "./x.go:3:"),
        ("package p\n\nvar x = \"é\" é\n", "./x.go:3:"),
    ] {
        let error = error(text);
        assert!(error.starts_with(place), "{text:?}: {error}");
    }
}

#[test]
fn what_is_outside_of_the_subset_is_named() {
    for (body, wanted) in [
        ("func f[T any](x T) {}", "type parameters"),
        ("type t[T any] struct{}\nvar x t[int]", "generic"),
        ("func f(seq func(func(int) bool)) { for range seq { } }", "ranges over a function"),
        ("import \"C\"", "cgo"),
        ("import \"example.org/x\"\nvar _ = x.Y", "example.org/x"),
        ("import \"slices\"\nfunc f(s []int) { slices.Sort(s) }", "slices"),
        ("import \"sync/atomic\"\nvar x atomic.Pointer[int]", "generic"),
        ("type i interface { int | string }", "set of types"),
    ] {
        let error =
            answer(&of(&format!("package p\n{body}\n")), &[]).unwrap_or_else(|| panic!("this is accepted: {body}"));
        assert!(error.outside().is_some() && error.to_string().contains(wanted), "{body}: {error}");
    }
}
