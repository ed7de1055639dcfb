//! What is known of the standard library.

use crate::analysis::Tags;
use crate::check::Table;
use crate::leaks::Leaks;
use crate::releases::Release;

pub(crate) struct Standard<'a> {
    tags: &'a Tags,
}

impl<'a> Standard<'a> {
    pub(crate) fn new(_release: Release, tags: &'a Tags) -> Self {
        Standard { tags }
    }

    pub(crate) fn declarations(&self, path: &str) -> Option<&'static str> {
        (path == "unsafe").then_some("package unsafe\n")
    }
}

impl Table for Standard<'_> {
    fn leaks(&self, path: &str, name: &str, _release: Release) -> Option<Vec<Option<Leaks>>> {
        self.tags.get(&(path.to_owned(), name.to_owned())).cloned()
    }
}
