//! What is a directive, and what does it find on its page and in the workspace?
//!
//! Each has a file of its own beside this one, with everything about it: a [`Syntax`], and a type that is a [`Directive`].

use super::calls::Calls;
use crate::records::Records;
use record::{Kind, Shown};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// How a directive is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Syntax {
    pub(crate) name: &'static str,
    /// What may follow the name; one of these.
    pub(crate) forms: &'static [&'static str],
    /// What it prints, for whoever writes it; in Markdown.
    pub(crate) about: &'static str,
    /// Reads what follows the name. The error says what was expected.
    pub(crate) parse: for<'a> fn(&'a str) -> Parsed<'a>,
}

/// A directive, or why there is none.
pub(crate) type Parsed<'a> = Result<Box<dyn Directive + 'a>, String>;

impl Syntax {
    /// The message for what is written in none of the forms.
    pub(crate) fn usage(&self) -> String {
        let forms: Vec<String> = self.written().collect();
        let forms = match &forms[..] {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            forms => forms.concat(),
        };
        format!("`{}` is written {forms}; it makes this: {}", self.name, self.about.trim_end_matches('.'))
    }

    /// The forms as they stand on a page.
    pub(crate) fn written(&self) -> impl Iterator<Item = String> {
        self.forms.iter().map(|form| format!("{{{{#{}}}}}", format!("{} {form}", self.name).trim_end()))
    }
}

/// A directive with its arguments, which are not yet looked up in any record.
pub(crate) trait Directive: Debug {
    /// Whether it makes a block, and so needs its line to itself.
    fn is_block(&self) -> bool {
        true
    }

    /// The block that says how figures were made, where this is one: others link to it.
    fn origin(&self) -> Option<Origin> {
        None
    }

    /// The finding that it shows: experiment and key.
    fn finding(&self) -> Option<(&str, &str)> {
        None
    }

    /// The calls that it gives to the index.
    fn calls(&self) -> Option<Calls<'_>> {
        None
    }

    /// The experiment whose exercises it shows.
    fn exercises(&self) -> Option<&str> {
        None
    }

    /// Whether the site's search finds what it makes. The digits and names of a figure's block would drown the words of the prose.
    fn is_searched(&self) -> bool {
        !self.is_block()
    }

    /// Adds, by experiment, what it shows of site reports and heap profiles, of which only what pages show is kept.
    fn add_shown(&self, _: &Records, _: &mut BTreeMap<String, Shown>) {}

    /// The Markdown or HTML that takes its place.
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String>;
}

/// What the figures and links of all pages come from.
pub(crate) struct Workbook<'p> {
    /// Where figures come from.
    pub(crate) records: Records,
    /// The title of each page that has calls for the index, and the calls.
    pub(crate) calls: Vec<(&'p str, Calls<'p>)>,
    /// Title and path of each page that re-tests what was claimed elsewhere, and what it says of that.
    pub(crate) claims: Vec<(String, String, String)>,
    /// Where the crates can be looked at: `output.html.git-repository-url`, where it is set.
    pub(crate) repository: Option<String>,
    /// The source of every page, by its path under `book/src`.
    pub(crate) pages: BTreeMap<String, String>,
    /// Title and path of each page, in the order of SUMMARY.md.
    pub(crate) order: Vec<(String, String)>,
}

impl Workbook<'_> {
    /// Records alone: for a page that shows nothing of other pages.
    pub(crate) fn of(records: Records) -> Self {
        Self {
            records,
            calls: Vec::new(),
            claims: Vec::new(),
            repository: None,
            pages: BTreeMap::new(),
            order: Vec::new(),
        }
    }
}

/// How some figures of an experiment were made: what a block says to which those figures link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    Record(String),
    Matrix(String),
    Go(String),
    Model(String),
    Memory(String),
    Allocators(String),
}

impl Origin {
    /// The id of its block. The first record of a page has a short one.
    pub(crate) fn id(&self, is_first_record: bool) -> String {
        match self {
            Self::Record(_) if is_first_record => "provenance".to_owned(),
            Self::Record(slug) => format!("provenance-{slug}"),
            Self::Matrix(slug) => format!("matrix-{slug}"),
            Self::Go(slug) => format!("go-{slug}"),
            Self::Model(_) => "model".to_owned(),
            Self::Memory(slug) => format!("memory-{slug}"),
            Self::Allocators(slug) => format!("allocators-{slug}"),
        }
    }

    /// What scripts call it: the value of `data-origin`, of its block and of the figures.
    pub(crate) fn name(&self) -> String {
        let (kind, slug) = match self {
            Self::Record(slug) => (Kind::Record, slug),
            Self::Matrix(slug) => (Kind::Matrix, slug),
            Self::Go(slug) => (Kind::Go, slug),
            Self::Model(slug) => (Kind::Model, slug),
            Self::Memory(slug) => (Kind::Memory, slug),
            Self::Allocators(slug) => (Kind::Allocators, slug),
        };
        format!("{kind} {slug}")
    }

    /// The directive that makes the block.
    fn directive(&self) -> String {
        match self {
            Self::Record(slug) => format!("{{{{#provenance {slug}}}}}"),
            Self::Matrix(slug) => format!("{{{{#matrix {slug} provenance}}}}"),
            Self::Go(slug) => format!("{{{{#go {slug} provenance}}}}"),
            Self::Model(_) => "{{#model provenance}}".to_owned(),
            Self::Memory(slug) => format!("{{{{#memory {slug} provenance}}}}"),
            Self::Allocators(slug) => format!("{{{{#allocators {slug} provenance}}}}"),
        }
    }
}

/// How far a prediction is.
#[derive(Debug)]
pub(crate) enum Open {
    /// Its question stands; the choices and the answer come next.
    Question { rest: String },
    /// Its answer stands; the explanation is being given.
    Answer,
}

/// A page in the course of its expansion.
pub(crate) struct Context<'p> {
    pub(crate) workbook: &'p Workbook<'p>,
    /// The page's path under `book/src`.
    path: &'p str,
    /// The ids of the blocks on this page that say how figures were made.
    origins: &'p BTreeMap<Origin, String>,
    predictions: usize,
    /// What is still to come of the prediction that is open.
    pub(crate) prediction: Option<Open>,
    /// Number and source of each cited number so far.
    pub(crate) cited: Vec<(String, String)>,
    /// Files that the page loads, by their names beside the records of the site.
    pub(crate) published: BTreeMap<String, Vec<u8>>,
}

impl<'p> Context<'p> {
    pub(crate) fn new(workbook: &'p Workbook<'p>, path: &'p str, origins: &'p BTreeMap<Origin, String>) -> Self {
        let published = BTreeMap::new();
        Self { workbook, path, origins, predictions: 0, prediction: None, cited: Vec::new(), published }
    }

    pub(crate) fn records(&self) -> &'p Records {
        &self.workbook.records
    }

    /// Whether the page is the one of this experiment.
    pub(crate) fn is_page_of(&self, slug: &str) -> bool {
        self.path.strip_suffix(".md") == Some(slug)
    }

    /// What leads from the page to the site's root: nothing, or `../`.
    pub(crate) fn to_root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    /// The id of the block that says how these figures were made.
    pub(crate) fn id(&self, origin: &Origin) -> Result<&'p str, String> {
        let missing =
            || format!("the page has no {}, to which the figures link; add it at the end", origin.directive());
        self.origins.get(origin).map(String::as_str).ok_or_else(missing)
    }

    /// The id of the block that says how the figures of an experiment's record were made.
    pub(crate) fn provenance(&self, slug: &str) -> Result<&'p str, String> {
        self.id(&Origin::Record(slug.to_owned()))
    }

    /// The name of the next prediction, unique in the book.
    pub(crate) fn next_prediction(&mut self) -> String {
        self.predictions += 1;
        format!("{}-{}", self.path.trim_end_matches(".md").replace('/', "-"), self.predictions)
    }
}

/// The words of a directive's arguments.
pub(crate) fn words(arguments: &str) -> Vec<&str> {
    arguments.split_whitespace().collect()
}

/// The words, and whether the last of them, which is taken off, was `words`.
pub(crate) fn in_words(arguments: &str) -> (Vec<&str>, bool) {
    let mut words = words(arguments);
    let in_words = words.last() == Some(&"words");
    if in_words {
        words.pop();
    }
    (words, in_words)
}

/// Holds a word to those that may stand there.
pub(crate) fn known(what: &str, word: &str, words: &[&str]) -> Result<(), String> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(format!("unknown {what} `{word}`; there are {}", words.join(", ")))
}
