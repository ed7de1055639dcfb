//! What does a directive find on its page and in the workspace?

use super::syntax::Syntax;
use crate::records::Records;
use std::collections::BTreeMap;

/// What the figures and links of all pages come from.
pub(crate) struct Workbook {
    /// Where figures come from.
    pub(crate) records: Records,
    /// Where the crates can be looked at: `output.html.git-repository-url`, where it is set.
    pub(crate) repository: Option<String>,
}

/// How some figures of an experiment were made: what a block says to which those figures link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    Record(String),
    Matrix(String),
    Go(String),
}

impl Origin {
    /// The id of its block. The first record of a page has a short one.
    pub(crate) fn id(&self, is_first_record: bool) -> String {
        match self {
            Self::Record(_) if is_first_record => "provenance".to_owned(),
            Self::Record(slug) => format!("provenance-{slug}"),
            Self::Matrix(slug) => format!("matrix-{slug}"),
            Self::Go(slug) => format!("go-{slug}"),
        }
    }

    /// The directive that makes the block.
    fn directive(&self) -> String {
        match self {
            Self::Record(slug) => format!("{{{{#provenance {slug}}}}}"),
            Self::Matrix(slug) => format!("{{{{#matrix {slug} provenance}}}}"),
            Self::Go(slug) => format!("{{{{#go {slug} provenance}}}}"),
        }
    }
}

/// A page in the course of its expansion.
pub(crate) struct Context<'p> {
    pub(crate) workbook: &'p Workbook,
    /// Every directive there is.
    pub(crate) directives: &'static [&'static Syntax],
    /// The page's path under `book/src`.
    path: &'p str,
    /// The ids of the blocks on this page that say how figures were made.
    origins: &'p BTreeMap<Origin, String>,
    predictions: usize,
    /// Number and source of each cited number so far.
    pub(crate) cited: Vec<(String, String)>,
}

impl<'p> Context<'p> {
    pub(crate) fn new(
        workbook: &'p Workbook,
        directives: &'static [&'static Syntax],
        path: &'p str,
        origins: &'p BTreeMap<Origin, String>,
    ) -> Self {
        Self { workbook, directives, path, origins, predictions: 0, cited: Vec::new() }
    }

    pub(crate) fn records(&self) -> &'p Records {
        &self.workbook.records
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
