//! What do the book's pages show of an experiment's site report and heap profiles? Nothing else of them is kept.

use std::collections::{BTreeMap, BTreeSet};

/// What the pages show of one experiment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The files, from `src/` on, of which a page shows lines: for each, the texts by which pages name lines whose ways to the allocator they
    /// show.
    pub listings: BTreeMap<String, BTreeSet<String>>,
    /// The files, from `src/` on, of which a page shows how far their code gets.
    pub reaches: BTreeSet<String>,
    /// The ids of the cases of which a page shows the heap profile.
    pub profiles: BTreeSet<String>,
}

impl Shown {
    /// Whether pages show sites.
    pub fn has_sites(&self) -> bool {
        !self.listings.is_empty() || !self.reaches.is_empty()
    }
}
