//! What may stand between `{{#` and `}}`?
//!
//! A directive is `{{#name arguments}}`; `\{{#` is an escape.
//! Inside code and HTML comments nothing is expanded, except mdBook's own `include`, `rustdoc_include` and `title`,
//! which mdBook expands everywhere.
//! [`scan`] finds directives, [`parse`] reads one. Each directive is a module, and a line in [`ALL`].

mod analyser;
mod answer;
mod calibration;
pub(crate) mod calls;
mod cell;
mod chart;
pub(crate) mod cited;
pub(crate) mod claims;
mod compilers;
mod counters;
mod crate_link;
mod diagram;
mod escape;
mod exercises;
mod figure;
mod finding;
mod given;
mod go;
mod growth;
mod heap;
mod index;
mod influences;
mod matrix;
pub(crate) mod memory;
mod allocators;
mod minutes;
mod model;
mod output;
mod predict;
mod provenance;
mod sites;
pub(crate) mod syntax;
mod table;
mod time;
mod try_it;
mod walk;
mod why;

use crate::suggest;
use std::ops::Range;
use std::sync::LazyLock;
use syntax::{Directive, Parsed, Syntax};

/// Every directive of this crate, in the order of the style page.
pub(crate) static ALL: [&Syntax; 38] = [
    &answer::SYNTAX,
    &figure::SYNTAX,
    &time::SYNTAX,
    &finding::SYNTAX,
    &table::SYNTAX,
    &calls::SYNTAX,
    &index::SYNTAX,
    &claims::SYNTAX,
    &chart::SYNTAX,
    &diagram::SYNTAX,
    &growth::SYNTAX,
    &walk::SYNTAX,
    &provenance::SYNTAX,
    &calibration::SYNTAX,
    &influences::SYNTAX,
    &counters::SYNTAX,
    &compilers::SYNTAX,
    &matrix::SYNTAX,
    &cell::SYNTAX,
    &go::SYNTAX,
    &escape::SYNTAX,
    &model::SYNTAX,
    &analyser::SYNTAX,
    &memory::SYNTAX,
    &allocators::SYNTAX,
    &predict::SYNTAX,
    &predict::ANSWERED,
    &predict::END,
    &given::SYNTAX,
    &cited::SYNTAX,
    &sites::SYNTAX,
    &why::SYNTAX,
    &heap::SYNTAX,
    &output::SYNTAX,
    &crate_link::SYNTAX,
    &try_it::SYNTAX,
    &exercises::SYNTAX,
    &minutes::SYNTAX,
];

/// The directives that mdBook expands after this crate.
const OF_MDBOOK: [&str; 3] = ["include", "rustdoc_include", "title"];

/// A directive found in the text of a page.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// The bytes it takes up.
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind<'a>,
}

/// What was found.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    /// One to expand.
    Ours(Box<dyn Directive + 'a>),
    /// One for mdBook to expand: name, arguments, and whether it stands in code.
    OfMdbook { name: &'a str, arguments: &'a str, in_code: bool },
    /// The backslash and the opening of an escaped directive.
    Escape { of_mdbook: bool, in_code: bool },
    /// One that cannot be read, and why.
    Unreadable(String),
}

/// The directives of `text`, in order. `protected` are the byte ranges of code and comments, in order.
pub(crate) fn scan<'a>(text: &'a str, protected: &[Range<usize>]) -> Vec<Found<'a>> {
    #[expect(clippy::unwrap_used, reason = "the pattern is a literal")]
    static OPENING: LazyLock<regex::Regex> =
        LazyLock::new(|| regex::Regex::new(r"\\?\{\{\s*#([A-Za-z0-9_]*)").unwrap());
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(opening) = OPENING.captures_at(text, position) {
        let (Some(whole), Some(name)) = (opening.get(0), opening.get(1)) else { break };
        position = whole.end();
        let in_code = protected.iter().any(|range| range.contains(&whole.start()));
        let of_mdbook = OF_MDBOOK.contains(&name.as_str());
        if whole.as_str().starts_with('\\') {
            let span = whole.start()..whole.start() + 3;
            found.push(Found { span, kind: Kind::Escape { of_mdbook, in_code } });
            continue;
        }
        if in_code && !of_mdbook {
            continue;
        }
        let rest = &text[whole.end()..];
        let end = rest.find("}}").filter(|end| !is_interrupted(&rest[..*end]));
        let Some(end) = end else {
            let message = format!("`{{{{#{}` is not closed by `}}}}`", name.as_str());
            found.push(Found { span: whole.range(), kind: Kind::Unreadable(message) });
            continue;
        };
        let arguments = rest[..end].trim();
        position = whole.end() + end + 2;
        let kind = if of_mdbook {
            Kind::OfMdbook { name: name.as_str(), arguments, in_code }
        } else {
            parse(name.as_str(), arguments).map_or_else(Kind::Unreadable, Kind::Ours)
        };
        found.push(Found { span: whole.start()..position, kind });
    }
    found
}

/// Whether a blank line or another directive begins before the closing braces.
fn is_interrupted(arguments: &str) -> bool {
    arguments.contains("{{") || arguments.trim_end().split('\n').skip(1).any(|line| line.trim().is_empty())
}

/// Reads the directive called `name`. The error says what was expected.
fn parse<'a>(name: &str, arguments: &'a str) -> Parsed<'a> {
    match ALL.iter().find(|syntax| syntax.name == name) {
        Some(syntax) => (syntax.parse)(arguments),
        None => {
            let known = ALL.iter().map(|syntax| syntax.name).chain(OF_MDBOOK);
            Err(format!("unknown directive `{{{{#{name}}}}}`{}; an escape is `\\{{{{#`", suggest::nearest(name, known)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn check(text: &str, expected: &str) {
        let found = scan(text, &[]);
        let printed = format!("{:?}", found.iter().map(|found| &found.kind).collect::<Vec<_>>());
        assert!(printed.contains(expected), "{text}: {printed}");
    }

    #[test]
    fn each_directive_is_read() {
        check("{{#figure s v/8 release allocations}}", "words: false");
        check("{{#figure s v/8 debug allocations words}}", "words: true");
        check("{{#figure s v time ratio}}", "profile: Time");
        check("{{#time s v/8}}", r#"InSentence { slug: "s", case: "v/8" }"#);
        check("{{#finding s k}}", r#"Finding { slug: "s", key: "k" }"#);
        check("{{#table s}}", "patterns: []");
        check("{{#table s a/* b}}", r#"patterns: ["a/*", "b"]"#);
        check("{{#chart s ratio a}}", "has_rounds: false");
        check("{{#chart s rounds a}}", "has_rounds: true");
        check("{{#chart s size time median a b}}", r#"variants: ["a", "b"]"#);
        check("{{#chart s steps k}}", "StepsChart");
        check("{{#diagram s k}}", r#"Diagram { slug: "s", key: "k" }"#);
        check("{{#matrix s malloc a b}}", r#"Malloc(["a", "b"])"#);
        check("{{#matrix s witnesses 3 16 fat unwind}}", "lto: Fat");
        check("{{#matrix s sites a}}", r#"Sites(["a"])"#);
        check("{{#matrix s phantoms}}", "Phantoms");
        check("{{#matrix s provenance}}", r#"Matrix { slug: "s", view: Provenance }"#);
        check("{{#cell s v z 1 off abort counter words}}", "reading: Counter, words: true");
        check("{{#provenance s}}", "Provenance");
        check("{{#predict s v release allocations | How\nmany? | 0 | 1}}", r#"choices: ["0", "1"]"#);
        check("{{#given 64 KiB}}", r#"Given("64 KiB")"#);
        check("{{#cited 5 ns | a paper}}", r#"number: "5 ns", source: "a paper""#);
        check("{{#calibration}}", "Calibration");
        check("{{#influences}}", "Influences");
        check("{{#counters}}", "Counters");
        check("{{#claims}}", "Claims");
        check("{{#compilers}}", "Shown");
        check("{{#crate s}}", "Crate");
        check("{{#minutes a.md}}", r#"Minutes { page: "a.md" }"#);
        check("{{#output s}}", r#"Output { slug: "s" }"#);
        check("{{#sites s a.rs}}", r#"Sites { slug: "s", file: "a.rs", anchor: None }"#);
        check("{{#sites s a/b.rs:x}}", r#"file: "a/b.rs", anchor: Some("x")"#);
        check("{{#why s a.rs | f(|x| x) }}", r#"Why { slug: "s", file: "a.rs", text: "f(|x| x)" }"#);
        check("{{#go s table a b/*}}", r#"Table(["a", "b/*"])"#);
        check("{{#go s figure v/8 allocations}}", r#"Figure { case: "v/8", field: "allocations" }"#);
        check("{{#go s verdict v 2}}", r#"Verdict { case: "v", count: 2 }"#);
        check("{{#go s escapes v}}", r#"Escapes { variant: "v" }"#);
        check("{{#go s prints p}}", r#"Prints(["p"])"#);
        check("{{#escape s a.go f}}", r#"function: "f", view: Walk"#);
        check("{{#analyser s a.go}}", r#"file: "a.go""#);
        check("{{#escape s a.go f graph}}", r#"function: "f", view: Graph"#);
        check("{{#model table}}", "Table");
        check("{{#model outside library}}", "Outside(Library)");
        check("{{#model figure corpus equal 1.27.3}}", "suite: Corpus, field: \"equal\"");
        check("{{#heap s v/8 top}}", "view: Top { cum: false }, sample: AllocSpace");
        check("{{#heap s v/8 top cum end-objects}}", "view: Top { cum: true }, sample: EndObjects");
        check("{{#heap s v/8 list f peak-space}}", r#"view: List("f"), sample: PeakSpace"#);
        check("{{#heap s v figure f cum-percent}}", r#"Figure { function: "f", column: CumPercent }"#);
        check("{{#growth Vec<u8> String}}", "Growth");
        check("{{#memory s table a b}}", r#"Table(["a", "b"])"#);
        check("{{#memory s requests a}}", r#"Requests(["a"])"#);
        check("{{#memory s over-time a}}", r#"OverTime(["a"])"#);
        check("{{#memory s pages h}}", r#"Pages("h")"#);
        check("{{#memory s figure a dropped part}}", r#"instant: "dropped", field: "part""#);
        check("{{#memory s repeats}}", "Repeats");
        check("{{#allocators s times a b}}", r#"Times(["a", "b"], [])"#);
        check("{{#allocators s resident m r dropped}}", r#"Resident { allocator: "m", run: "r", instant: "dropped" }"#);
        check("{{#walk s v}}", "ShownWalk");
        check("{{#try s v}}", r#"Try { slug: "s", variant: "v" }"#);
        check("{{#exercises s}}", r#"Of("s")"#);
        check("{{#exercises solutions s}}", r#"Solutions("s")"#);
        check("{{#exercises all}}", "All");
        check("{{#exercises rules}}", "Rules");
        check("{{#include a.rs:x}}", "OfMdbook");
    }

    #[test]
    fn what_cannot_be_read_says_what_was_expected() {
        check("{{#figur s}}", "did you mean `figure`");
        check("{{#figure s v release}}", "is written {{#figure SLUG CASE PROFILE FIELD");
        check("{{#figure s v realease allocations}}", "unknown profile `realease`");
        check("{{#figure s v release bytes}}", "unknown field `bytes`");
        check("{{#figure s v time ratio words}}", "needs a count of calls");
        check("{{#time s}}", "`time` is written {{#time SLUG CASE}}");
        check("{{#calibration x}}", "`calibration` is written {{#calibration}}");
        check("{{#chart s pie}}", "is written {{#chart");
        check("{{#diagram s}}", "is written {{#diagram");
        check("{{#walk s}}", "is written {{#walk SLUG VARIANT}}");
        check("{{#try s}}", "is written {{#try SLUG VARIANT}}");
        check("{{#exercises}}", "is written {{#exercises SLUG}}");
        check("{{#memory s}}", "is written {{#memory SLUG table");
        check("{{#memory s figure a droped part}}", "unknown instant `droped`; there are start, peak, dropped");
        check("{{#memory s figure a dropped rss}}", "unknown field `rss`; there are resident, part");
        check("{{#allocators s times}}", "is written {{#allocators SLUG versions}}");
        check("{{#allocators s resident m r droped}}", "unknown instant `droped`; there are start, peak, dropped");
        check("{{#growth}}", "is written {{#growth TYPE...}}");
        check("{{#growth Vec<u16>}}", "the growth of `Vec<u16>` is not known; did you mean `Vec<u64>`");
        check("{{#matrix s}}", "is written {{#matrix");
        check("{{#matrix s witnesses 4 16 fat unwind}}", "`4` is none of 0, 1");
        check("{{#cell s v 3 16 fat unwind}}", "unknown reading `unwind`; there are malloc, counter");
        check("{{#cell s v 3 16 fat malloc}}", "is no setting such as");
        check("{{#cell s}}", "is written {{#cell");
        check("{{#go s}}", "is written {{#go SLUG table");
        check("{{#go s verdict v two}}", "is written {{#go SLUG table");
        check("{{#go s figure v allocs}}", "unknown field `allocs`; there are allocations, bytes");
        check("{{#analyser s}}", "is written {{#analyser SLUG FILE}}");
        check("{{#escape s a.go}}", "is written {{#escape SLUG FILE FUNCTION}}");
        check("{{#escape s a.go f tree}}", "is written {{#escape SLUG FILE FUNCTION}}");
        check("{{#model}}", "is written {{#model table}}");
        check("{{#model outside std}}", "unknown suite `std`; there are corpus, workbook");
        check("{{#model figure corpus same}}", "unknown field `same`; there are packages");
        check("{{#cited 5 ns}}", "is written {{#cited");
        check("{{#heap s v}}", "is written {{#heap SLUG CASE top");
        check("{{#heap s v list alloc-space}}", "is written {{#heap SLUG CASE top");
        check("{{#heap s v figure f sum}}", "unknown column `sum`; there are flat, cum");
        check("{{#given}}", "is written {{#given");
        check("{{#sites s}}", "is written {{#sites");
        check("{{#sites s a.rs:}}", "is written {{#sites");
        check("{{#why s a.rs}}", "is written {{#why");
        check("{{#why s a.rs | }}", "is written {{#why");
        check("{{#why s | f}}", "is written {{#why");
        check("{{#predict s v release allocations | How many? | 1}}", "is written {{#predict");
        check("{{#figure s v release allocations", "is not closed");
        check("{{#figure s v\n\nrelease allocations}}", "is not closed");
        check("{{#figure {{#table s}}", "is not closed");
        check("{{#figure {{#table s}}", "Table");
    }

    #[test]
    fn every_directive_has_a_name_of_its_own_and_says_what_it_is_for() {
        for (index, syntax) in ALL.iter().enumerate() {
            assert!(ALL[..index].iter().all(|other| other.name != syntax.name), "{}", syntax.name);
            assert!(!syntax.forms.is_empty() && syntax.about.ends_with('.'), "{}", syntax.name);
            assert!(syntax.usage().contains(&format!("{{{{#{}", syntax.name)), "{}", syntax.usage());
        }
    }

    /// `SNAPSHOTS=renew cargo test -p pages` writes the list anew.
    #[test]
    fn the_style_page_lists_every_directive() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/contributing/style.md");
        let kept = std::fs::read_to_string(&file).unwrap();
        let (before, rest) = kept.split_once("<!-- BEGIN: directives -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- END: directives -->").unwrap();
        let item = |syntax: &&Syntax| {
            let forms: Vec<String> = syntax.written().map(|form| format!("`{form}`")).collect();
            format!("- {}: {}\n", forms.join(", "), syntax.about)
        };
        let list: String = ALL.iter().map(item).collect();
        let now = format!("{before}<!-- BEGIN: directives -->\n{list}<!-- END: directives -->{after}");
        if std::env::var_os("SNAPSHOTS").is_some_and(|word| word == "renew") {
            std::fs::write(file, now).unwrap();
        } else {
            assert!(kept == now, "style.md: the list of directives is stale; renew it with SNAPSHOTS=renew");
        }
    }

    #[test]
    fn escapes_and_code_are_left_alone() {
        assert!(matches!(scan(r"\{{#table s}}", &[])[..], [Found { kind: Kind::Escape { .. }, .. }]));
        let code = std::slice::from_ref(&(0..12));
        assert!(scan("{{#table s}}", code).is_empty());
        assert!(matches!(scan("{{#include a}}", code)[..], [Found { kind: Kind::OfMdbook { in_code: true, .. }, .. }]));
    }

    /// Every text of up to seven of these pieces, in an order drawn from a small generator with a fixed seed.
    #[test]
    fn no_text_makes_the_scanner_panic_or_lose_its_place() {
        let pieces = [
            "{{",
            "}}",
            "#",
            "\\",
            "figure",
            "predict",
            " ",
            "\n",
            "|",
            "é",
            "\u{202f}",
            "s v release allocations",
            "`",
            "{{#",
            "given 1",
            "{",
            "}",
            "\n\n",
            "cited",
            "\0",
        ];
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..7 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            }
            let found = scan(&text, &[]);
            let mut last = 0;
            for found in found {
                assert!(found.span.start >= last && text.get(found.span.clone()).is_some(), "{text:?}: {found:?}");
                last = found.span.end;
            }
        }
    }
}
