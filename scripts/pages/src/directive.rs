//! What may stand between `{{#` and `}}`?
//!
//! A directive is `{{#name arguments}}`; `\{{#` is an escape.
//! Inside code and HTML comments nothing is expanded, except mdBook's own `include`, `rustdoc_include` and `title`,
//! which mdBook expands everywhere.
//! [`scan`] finds directives, [`parse`] reads one.

use std::ops::Range;
use std::sync::LazyLock;

use crate::suggest;
use heap_views::Sample;
use record::matrix::{Reading, Setting};

/// The directives of this crate, as a message lists them.
const NAMES: [&str; 18] = [
    "figure",
    "finding",
    "table",
    "chart",
    "diagram",
    "matrix",
    "cell",
    "provenance",
    "predict",
    "given",
    "cited",
    "calibration",
    "crate",
    "output",
    "sites",
    "why",
    "go",
    "heap",
];

/// The directives that mdBook expands after this crate.
const OF_MDBOOK: [&str; 3] = ["include", "rustdoc_include", "title"];

/// The exact fields of a record, as [`record::Exact::field`] names them.
pub(crate) const EXACT_FIELDS: [&str; 7] =
    ["allocations", "deallocations", "reallocations", "requested_bytes", "net_bytes", "peak_bytes", "end_bytes"];

/// The fields of the profile `time`.
pub(crate) const TIME_FIELDS: [&str; 5] = ["ratio", "spread", "verdict", "floor", "median"];

/// A directive, its arguments not yet looked up in any record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Directive<'a> {
    /// One figure inline.
    Figure(FigureRef<'a>),
    /// The value of a finding.
    Finding { slug: &'a str, key: &'a str },
    /// The table of cases.
    Table { slug: &'a str, patterns: Vec<&'a str> },
    /// Time over baseline, one dot a case.
    RatioChart { slug: &'a str, patterns: Vec<&'a str> },
    /// A field over the size axis, one line a variant.
    SizeChart { slug: &'a str, profile: Profile, field: &'a str, variants: Vec<&'a str> },
    /// A finding that is a series.
    StepsChart { slug: &'a str, key: &'a str },
    /// A finding that is a diagram.
    Diagram { slug: &'a str, key: &'a str },
    /// A view of the counts under every setting of the compiler.
    Matrix { slug: &'a str, view: View<'a> },
    /// One cell of a matrix inline.
    Cell { slug: &'a str, variant: &'a str, setting: Setting, reading: Reading, words: bool },
    /// How, where and with what the figures were measured.
    Provenance { slug: &'a str },
    /// The prediction form.
    Predict { figure: FigureRef<'a>, question: &'a str, choices: Vec<&'a str> },
    /// A number that the experiment's author chose.
    Given(&'a str),
    /// A number taken from a named source.
    Cited { number: &'a str, source: &'a str },
    /// The calibration of the method.
    Calibration,
    /// A link to the experiment's crate.
    Crate { slug: &'a str },
    /// What the chapter's tests print.
    Output { slug: &'a str },
    /// A listing with what the compiled code of each line does; of the whole file without an anchor.
    Sites { slug: &'a str, file: &'a str, anchor: Option<&'a str> },
    /// A view of the Go counterparts.
    Go { slug: &'a str, view: GoView<'a> },
    /// A view of a case's heap profile.
    Heap { slug: &'a str, case: &'a str, view: HeapView<'a>, sample: Sample },
    /// The steps from the line that has `text` in it to the allocator.
    Why { slug: &'a str, file: &'a str, text: &'a str },
}

impl Directive<'_> {
    /// Whether the directive makes a block, and so needs its line to itself.
    pub(crate) fn is_block(&self) -> bool {
        !matches!(
            self,
            Self::Figure(_)
                | Self::Finding { .. }
                | Self::Cell { .. }
                | Self::Given(_)
                | Self::Cited { .. }
                | Self::Crate { .. }
                | Self::Go { view: GoView::Figure { .. } | GoView::Verdict { .. }, .. }
                | Self::Heap { view: HeapView::Figure { .. }, .. }
        )
    }
}

/// What of a matrix is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum View<'a> {
    /// Calls of malloc, of these variants or of all.
    Malloc(Vec<&'a str>),
    /// The three readings at one setting, where they differ.
    Witnesses(Setting),
    /// How many variants the counter gets wrong.
    Phantoms,
    /// The site report's verdict beside the calls of malloc, of these variants or of all.
    Sites(Vec<&'a str>),
    /// How the matrix was made.
    Provenance,
}

/// What of the Go counterparts is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GoView<'a> {
    /// Counts by version, of these cases or of all, and the newest version's time over Rust's.
    Table(Vec<&'a str>),
    /// The times of cases over that of another, in Rust and by version.
    Over { base: &'a str, cases: Vec<&'a str> },
    /// One figure inline.
    Figure { case: &'a str, field: &'a str },
    /// What became of the count that an article gives, inline.
    Verdict { case: &'a str, said: u64 },
    /// What the compiler says of a variant's file.
    Escapes { variant: &'a str },
    /// How they were measured.
    Provenance,
}

/// What of a heap profile is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HeapView<'a> {
    /// The functions, those with the most of their own first, or those with the most in all.
    Top { cum: bool },
    /// The source of the functions whose name has this in it, with figures beside its lines.
    List(&'a str),
    /// Who calls the function, and whom it calls.
    Peek(&'a str),
    /// The call graph.
    Graph,
    /// The flame graph.
    Flame,
    /// One figure inline.
    Figure { function: &'a str, column: Column },
}

/// A column of the table of functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Flat,
    Cum,
    FlatPercent,
    CumPercent,
}

/// Which figure of which record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FigureRef<'a> {
    pub(crate) slug: &'a str,
    pub(crate) case: &'a str,
    pub(crate) profile: Profile,
    pub(crate) field: &'a str,
    /// Whether a count is printed with its noun.
    pub(crate) words: bool,
}

/// Where in a case a figure is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Debug,
    Release,
    Time,
}

impl Profile {
    /// The word for the profile in directives and on pages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
            Self::Time => "time",
        }
    }
}

/// A directive found in the text of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found<'a> {
    /// The bytes it takes up.
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind<'a>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind<'a> {
    /// One to expand.
    Ours(Directive<'a>),
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
    arguments.contains("{{") || arguments.split('\n').skip(1).any(|line| line.trim().is_empty())
}

/// Reads the directive called `name`. The error says what was expected.
pub(crate) fn parse<'a>(name: &str, arguments: &'a str) -> Result<Directive<'a>, String> {
    let words: Vec<&str> = arguments.split_whitespace().collect();
    match (name, words.as_slice()) {
        ("figure", words) => figure_ref(words).map(Directive::Figure),
        ("finding", &[slug, key]) => Ok(Directive::Finding { slug, key }),
        ("table", &[slug, ref patterns @ ..]) => Ok(Directive::Table { slug, patterns: patterns.to_vec() }),
        ("chart", &[slug, "ratio", ref patterns @ ..]) => {
            Ok(Directive::RatioChart { slug, patterns: patterns.to_vec() })
        }
        ("chart", &[slug, "size", profile_word, field, first, ref more @ ..]) => {
            let profile = profile(profile_word)?;
            let fields: &[&str] = if profile == Profile::Time { &["floor", "ratio"] } else { &EXACT_FIELDS };
            known("field", field, fields)?;
            let variants = std::iter::once(first).chain(more.iter().copied()).collect();
            Ok(Directive::SizeChart { slug, profile, field, variants })
        }
        ("chart", &[slug, "steps", key]) => Ok(Directive::StepsChart { slug, key }),
        ("diagram", &[slug, key]) => Ok(Directive::Diagram { slug, key }),
        ("matrix", &[slug, "malloc", ref variants @ ..]) => {
            Ok(Directive::Matrix { slug, view: View::Malloc(variants.to_vec()) })
        }
        ("matrix", &[slug, "sites", ref variants @ ..]) => {
            Ok(Directive::Matrix { slug, view: View::Sites(variants.to_vec()) })
        }
        ("matrix", &[slug, "witnesses", ref setting @ ..]) => {
            Ok(Directive::Matrix { slug, view: View::Witnesses(setting.join(" ").parse()?) })
        }
        ("matrix", &[slug, "phantoms"]) => Ok(Directive::Matrix { slug, view: View::Phantoms }),
        ("matrix", &[slug, "provenance"]) => Ok(Directive::Matrix { slug, view: View::Provenance }),
        ("cell", words) => cell(words),
        ("provenance", &[slug]) => Ok(Directive::Provenance { slug }),
        ("predict", _) => predict(arguments),
        ("given", &[_, ..]) => Ok(Directive::Given(arguments)),
        ("cited", _) => match arguments.split_once('|').map(|(number, source)| (number.trim(), source.trim())) {
            Some((number, source)) if !number.is_empty() && !source.is_empty() => {
                Ok(Directive::Cited { number, source })
            }
            _ => Err(usage("cited")),
        },
        ("calibration", []) => Ok(Directive::Calibration),
        ("crate", &[slug]) => Ok(Directive::Crate { slug }),
        ("output", &[slug]) => Ok(Directive::Output { slug }),
        ("sites", &[slug, place]) => match place.split_once(':') {
            None => Ok(Directive::Sites { slug, file: place, anchor: None }),
            Some((file, anchor)) if !file.is_empty() && !anchor.is_empty() => {
                Ok(Directive::Sites { slug, file, anchor: Some(anchor) })
            }
            Some(_) => Err(usage("sites")),
        },
        ("why", _) => why(arguments),
        ("go", &[slug, ref view @ ..]) => Ok(Directive::Go { slug, view: go(view)? }),
        ("heap", words) => heap(words),
        (name, _) if NAMES.contains(&name) => Err(usage(name)),
        (name, _) => Err(format!(
            "unknown directive `{{{{#{name}}}}}`{}; an escape is `\\{{{{#`",
            suggest::nearest(name, NAMES.iter().chain(&OF_MDBOOK).copied())
        )),
    }
}

fn predict(arguments: &str) -> Result<Directive<'_>, String> {
    let mut parts = arguments.split('|').map(str::trim);
    let head: Vec<&str> = parts.next().unwrap_or_default().split_whitespace().collect();
    let figure = figure_ref(&head).map_err(|error| format!("{error}, in `{{{{#predict}}}}`"))?;
    let question = parts.next().unwrap_or_default();
    let choices: Vec<&str> = parts.collect();
    if question.is_empty() || choices.len() < 2 || choices.iter().any(|choice| choice.is_empty()) {
        return Err(usage("predict"));
    }
    Ok(Directive::Predict { figure, question, choices })
}

/// The text of a line may have any character, bars too.
fn why(arguments: &str) -> Result<Directive<'_>, String> {
    let (head, text) = arguments.split_once('|').ok_or_else(|| usage("why"))?;
    match (head.split_whitespace().collect::<Vec<_>>().as_slice(), text.trim()) {
        (&[slug, file], text) if !text.is_empty() => Ok(Directive::Why { slug, file, text }),
        _ => Err(usage("why")),
    }
}

fn figure_ref<'a>(words: &[&'a str]) -> Result<FigureRef<'a>, String> {
    let (&[slug, case, profile_word, field], words) = (match words {
        [head @ .., "words"] => (head, true),
        head => (head, false),
    }) else {
        return Err(usage("figure"));
    };
    let profile = profile(profile_word)?;
    known("field", field, if profile == Profile::Time { &TIME_FIELDS } else { &EXACT_FIELDS })?;
    if words && !["allocations", "deallocations", "reallocations"].contains(&field) {
        return Err(format!("`words` needs a count of calls, `{field}` is none"));
    }
    Ok(FigureRef { slug, case, profile, field, words })
}

fn cell<'a>(words: &[&'a str]) -> Result<Directive<'a>, String> {
    let (&[slug, variant, ref setting @ .., reading_word], words) = (match words {
        [head @ .., "words"] => (head, true),
        head => (head, false),
    }) else {
        return Err(usage("cell"));
    };
    let readings = Reading::ALL.map(Reading::name);
    known("reading", reading_word, &readings)?;
    let reading =
        Reading::ALL.into_iter().find(|reading| reading.name() == reading_word).ok_or_else(|| usage("cell"))?;
    Ok(Directive::Cell { slug, variant, setting: setting.join(" ").parse()?, reading, words })
}

fn go<'a>(words: &[&'a str]) -> Result<GoView<'a>, String> {
    match *words {
        ["table", ref patterns @ ..] => Ok(GoView::Table(patterns.to_vec())),
        ["over", base, ref cases @ ..] if !cases.is_empty() => Ok(GoView::Over { base, cases: cases.to_vec() }),
        ["figure", case, field] => {
            known("field", field, &crate::go::FIELDS)?;
            Ok(GoView::Figure { case, field })
        }
        ["verdict", case, said] => match said.parse() {
            Ok(said) => Ok(GoView::Verdict { case, said }),
            Err(_) => Err(usage("go")),
        },
        ["escapes", variant] => Ok(GoView::Escapes { variant }),
        ["provenance"] => Ok(GoView::Provenance),
        _ => Err(usage("go")),
    }
}

/// The sample is the last word, where it is one.
fn heap<'a>(words: &[&'a str]) -> Result<Directive<'a>, String> {
    let named = |word: &str| Sample::ALL.into_iter().find(|sample| sample.name() == word);
    let (words, sample) = match words.split_last().map(|(last, head)| (head, named(last))) {
        Some((head, Some(sample))) => (head, sample),
        _ => (words, Sample::default()),
    };
    let &[slug, case, ref view @ ..] = words else { return Err(usage("heap")) };
    let view = match *view {
        ["top"] => HeapView::Top { cum: false },
        ["top", "cum"] => HeapView::Top { cum: true },
        ["list", function] => HeapView::List(function),
        ["peek", function] => HeapView::Peek(function),
        ["graph"] => HeapView::Graph,
        ["flame"] => HeapView::Flame,
        ["figure", function, column] => HeapView::Figure { function, column: heap_column(column)? },
        _ => return Err(usage("heap")),
    };
    Ok(Directive::Heap { slug, case, view, sample })
}

fn heap_column(word: &str) -> Result<Column, String> {
    known("column", word, &["flat", "cum", "flat-percent", "cum-percent"])?;
    Ok(match word {
        "flat" => Column::Flat,
        "cum" => Column::Cum,
        "flat-percent" => Column::FlatPercent,
        _ => Column::CumPercent,
    })
}

fn profile(word: &str) -> Result<Profile, String> {
    known("profile", word, &["debug", "release", "time"])?;
    Ok(match word {
        "debug" => Profile::Debug,
        "release" => Profile::Release,
        _ => Profile::Time,
    })
}

fn known(what: &str, word: &str, words: &[&str]) -> Result<(), String> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(format!("unknown {what} `{word}`; there are {}", words.join(", ")))
}

fn usage(name: &str) -> String {
    let shape = match name {
        "figure" => "{{#figure SLUG CASE PROFILE FIELD [words]}}",
        "finding" => "{{#finding SLUG KEY}}",
        "table" => "{{#table SLUG [PATTERN...]}}",
        "chart" => {
            "{{#chart SLUG ratio [PATTERN...]}}, {{#chart SLUG size PROFILE FIELD VARIANT...}} or {{#chart SLUG steps KEY}}"
        }
        "diagram" => "{{#diagram SLUG KEY}}",
        "matrix" => {
            "{{#matrix SLUG malloc [VARIANT...]}}, {{#matrix SLUG sites [VARIANT...]}}, {{#matrix SLUG witnesses OPT UNITS LTO PANIC}}, {{#matrix SLUG phantoms}} or {{#matrix SLUG provenance}}"
        }
        "cell" => "{{#cell SLUG VARIANT OPT UNITS LTO PANIC READING [words]}}",
        "provenance" => "{{#provenance SLUG}}",
        "predict" => "{{#predict SLUG CASE PROFILE FIELD | question | choice | choice...}}",
        "given" => "{{#given NUMBER}}",
        "cited" => "{{#cited NUMBER | SOURCE}}",
        "calibration" => "{{#calibration}}",
        "output" => "{{#output SLUG}}",
        "sites" => "{{#sites SLUG FILE[:ANCHOR]}}",
        "go" => {
            "{{#go SLUG table [PATTERN...]}}, {{#go SLUG over CASE CASE...}}, {{#go SLUG figure CASE FIELD}}, {{#go SLUG verdict CASE COUNT}}, {{#go SLUG escapes VARIANT}} or {{#go SLUG provenance}}"
        }
        "heap" => {
            "{{#heap SLUG CASE top [cum] [SAMPLE]}}, {{#heap SLUG CASE list FUNCTION [SAMPLE]}}, {{#heap SLUG CASE peek FUNCTION [SAMPLE]}}, {{#heap SLUG CASE graph [SAMPLE]}}, {{#heap SLUG CASE flame [SAMPLE]}} or {{#heap SLUG CASE figure FUNCTION flat|cum|flat-percent|cum-percent [SAMPLE]}}"
        }
        "why" => "{{#why SLUG FILE | TEXT OF THE LINE}}",
        _ => "{{#crate SLUG}}",
    };
    format!("`{name}` is written {shape}")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check("{{#finding s k}}", r#"Finding { slug: "s", key: "k" }"#);
        check("{{#table s}}", "patterns: []");
        check("{{#table s a/* b}}", r#"patterns: ["a/*", "b"]"#);
        check("{{#chart s ratio a}}", "RatioChart");
        check("{{#chart s size time floor a b}}", r#"variants: ["a", "b"]"#);
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
        check("{{#crate s}}", "Crate");
        check("{{#output s}}", "Output");
        check("{{#sites s a.rs}}", r#"Sites { slug: "s", file: "a.rs", anchor: None }"#);
        check("{{#sites s a/b.rs:x}}", r#"file: "a/b.rs", anchor: Some("x")"#);
        check("{{#why s a.rs | f(|x| x) }}", r#"Why { slug: "s", file: "a.rs", text: "f(|x| x)" }"#);
        check("{{#go s table a b/*}}", r#"Table(["a", "b/*"])"#);
        check("{{#go s figure v/8 allocations}}", r#"Figure { case: "v/8", field: "allocations" }"#);
        check("{{#go s verdict v 2}}", r#"Verdict { case: "v", said: 2 }"#);
        check("{{#go s escapes v}}", r#"Escapes { variant: "v" }"#);
        check("{{#heap s v/8 top}}", "view: Top { cum: false }, sample: AllocSpace");
        check("{{#heap s v/8 top cum end-objects}}", "view: Top { cum: true }, sample: EndObjects");
        check("{{#heap s v/8 list f peak-space}}", r#"view: List("f"), sample: PeakSpace"#);
        check("{{#heap s v figure f cum-percent}}", r#"Figure { function: "f", column: CumPercent }"#);
        check("{{#include a.rs:x}}", "OfMdbook");
    }

    #[test]
    fn what_cannot_be_read_says_what_was_expected() {
        check("{{#figur s}}", "did you mean `figure`");
        check("{{#figure s v release}}", "is written {{#figure SLUG CASE PROFILE FIELD");
        check("{{#figure s v realease allocations}}", "unknown profile `realease`");
        check("{{#figure s v release bytes}}", "unknown field `bytes`");
        check("{{#figure s v time ratio words}}", "needs a count of calls");
        check("{{#chart s pie}}", "is written {{#chart");
        check("{{#diagram s}}", "is written {{#diagram");
        check("{{#matrix s}}", "is written {{#matrix");
        check("{{#matrix s witnesses 4 16 fat unwind}}", "`4` is none of 0, 1");
        check("{{#cell s v 3 16 fat unwind}}", "unknown reading `unwind`; there are malloc, counter");
        check("{{#cell s v 3 16 fat malloc}}", "is no setting such as");
        check("{{#cell s}}", "is written {{#cell");
        check("{{#go s}}", "is written {{#go SLUG table");
        check("{{#go s verdict v two}}", "is written {{#go SLUG table");
        check("{{#go s figure v allocs}}", "unknown field `allocs`; there are allocations, bytes");
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
    fn escapes_and_code_are_left_alone() {
        assert!(matches!(scan(r"\{{#table s}}", &[])[..], [Found { kind: Kind::Escape { .. }, .. }]));
        let code = std::slice::from_ref(&(0..12));
        assert_eq!(scan("{{#table s}}", code), []);
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
