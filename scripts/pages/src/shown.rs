//! What do the pages show of the experiments' site reports and heap profiles?

use crate::directive::{Directive, Kind, View};
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
    let mut shown: BTreeMap<String, Shown> = BTreeMap::new();
    for (path, text) in &sources.pages {
        for found in Page::new(path, text).found {
            let Kind::Ours(directive) = found.kind else { continue };
            match directive {
                Directive::Sites { slug, file, .. } => {
                    shown.entry(slug.to_owned()).or_default().listings.entry(format!("src/{file}")).or_default();
                }
                Directive::Why { slug, file, text } => {
                    let listings = &mut shown.entry(slug.to_owned()).or_default().listings;
                    listings.entry(format!("src/{file}")).or_default().insert(text.to_owned());
                }
                Directive::Matrix { slug, view: View::Sites(variants) } => {
                    let Ok(matrix) = records.matrix(slug) else { continue };
                    let Ok(variants) = crate::matrix::select(&matrix, &variants) else { continue };
                    let paths = variants.iter().map(|variant| crate::verdicts::path(&variant.variant));
                    shown.entry(slug.to_owned()).or_default().reaches.extend(paths);
                }
                Directive::Heap { slug, case, .. } => {
                    shown.entry(slug.to_owned()).or_default().profiles.insert(case.to_owned());
                }
                _ => {}
            }
        }
    }
    Ok(shown)
}
