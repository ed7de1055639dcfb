//! How does the source become the site?
//!
//! [`build`] expands and checks in process; [`preprocess`] does the same for a plain `mdbook build book`,
//! through the protocol of external preprocessors. Both give mdBook the same text, before mdBook's own preprocessors run.

use crate::check::{self, Targets};
use crate::directive::syntax::Workbook;
use crate::page::Page;
use crate::records::Records;
use crate::sources::{BOOK, Sources};
use crate::{Problem, Problems, markdown};
use anyhow::Context;
use mdbook_core::book::{Book, Chapter};
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A site that was built.
#[derive(Debug)]
pub struct Site {
    /// Where it is.
    pub directory: PathBuf,
    /// How many pages it has.
    pub pages: usize,
}

/// Builds the site of the workspace at `root` into `target/book`.
///
/// An error caused by the book's source is a [`Problems`], which lists everything that is wrong; the old site is then untouched.
pub fn build(root: &Path) -> anyhow::Result<Site> {
    let root = root.canonicalize().with_context(|| format!("cannot find the workspace {}", root.display()))?;
    let book_root = root.join(BOOK);
    let config_file = book_root.join("book.toml");
    let mut config =
        Config::from_disk(&config_file).with_context(|| format!("cannot read {}", config_file.display()))?;
    config
        .update_from_env()
        .context("an environment variable that begins with MDBOOK_ is not a setting of book.toml")?;
    let pages = expand(&Sources::read(&root)?, &config)?;
    // Its work is done here; mdBook need not start it as a process.
    config.set("preprocessor", BTreeMap::<String, String>::new())?;
    let mut book = MDBook::load_with_config(book_root, config)?;
    replace(&mut book.book, &pages);
    book.build().context("mdBook cannot render the book")?;
    // Canonical, because book.toml says `../target/book`.
    Ok(Site { directory: book.build_dir_for("html").canonicalize()?, pages: pages.len() })
}

/// Answers mdBook as an external preprocessor: reads a book from `input`, writes it expanded to `output`.
///
/// Fails as [`build`] does.
pub fn preprocess(input: impl Read, output: impl Write) -> anyhow::Result<()> {
    let (context, mut book) = mdbook_preprocessor::parse_input(input)?;
    // mdBook starts a preprocessor in the book's directory.
    let book_root = std::env::current_dir()?.join(&context.root).canonicalize()?;
    let root = book_root.parent().context("the book's directory has no parent, expected the workspace")?;
    let mut sources = Sources::read(root)?;
    book.for_each_chapter_mut(|chapter| {
        if let Some(text) = source_path(chapter).and_then(|path| sources.pages.get_mut(&path)) {
            text.clone_from(&chapter.content);
        }
    });
    let pages = expand(&sources, &context.config)?;
    replace(&mut book, &pages);
    serde_json::to_writer(output, &book).context("cannot write the book")
}

/// The text of every page for mdBook, or everything that is wrong.
fn expand(sources: &Sources, config: &Config) -> anyhow::Result<BTreeMap<String, String>> {
    let html = config.html_config().unwrap_or_default();
    let workbook = Workbook { records: Records::new(&sources.root), repository: html.git_repository_url };
    let mut problems: Vec<Problem> = sources.problems.clone();
    let pages: Vec<Page<'_>> = sources.pages.iter().map(|(path, text)| Page::new(path, text)).collect();
    let expanded: BTreeMap<String, String> =
        pages.iter().map(|page| (page.path.to_owned(), page.expand(&workbook, &mut problems))).collect();
    let ids = expanded.iter().map(|(path, text)| (path.clone(), markdown::ids(text))).collect();
    let targets = Targets { ids };
    for page in &pages {
        check::includes(&sources.root, page, &mut problems);
        targets.check(&sources.root, page, &mut problems);
    }
    Problems::none_in(problems)?;
    Ok(expanded)
}

fn replace(book: &mut Book, pages: &BTreeMap<String, String>) {
    book.for_each_chapter_mut(|chapter| {
        if let Some(text) = source_path(chapter).and_then(|path| pages.get(&path)) {
            chapter.content.clone_from(text);
        }
    });
}

fn source_path(chapter: &Chapter) -> Option<String> {
    chapter.source_path.as_deref().and_then(crate::sources::normal)
}
