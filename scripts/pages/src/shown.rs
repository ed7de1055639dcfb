//! What do the pages show of the experiments' site reports and heap profiles?

use crate::directive::Kind;
use crate::page::Page;
use crate::records::Records;
use crate::sources::Sources;
use record::Shown;
use std::collections::BTreeMap;
use std::path::Path;

/// By slug, what pages show. A directive that cannot be read shows nothing, and neither does a view of a matrix that is not there: the book's build
/// says so.
///
/// # Errors
///
/// When a page cannot be read.
pub fn shown(root: &Path) -> anyhow::Result<BTreeMap<String, Shown>> {
    let sources = Sources::read(root)?;
    let records = Records::new(root);
    let mut shown = BTreeMap::new();
    for (path, text) in &sources.pages {
        for found in Page::new(path, text).found {
            if let Kind::Ours(directive) = found.kind {
                directive.add_shown(&records, &mut shown);
            }
        }
    }
    Ok(shown)
}
