//! How does the source become the site?
//!
//! [`build`] and [`render`] expand and check in process; [`preprocess`] does the same for a plain `mdbook build book`,
//! through the protocol of external preprocessors. All give mdBook the same text, before mdBook's own preprocessors run.

use crate::check::{self, Targets};
use crate::directive::claims;
use crate::directive::syntax::Workbook;
use crate::glossary::Glossary;
use crate::page::{Expanded, Page};
use crate::records::Records;
use crate::sources::{BOOK, Sources};
use crate::{Problem, Problems, markdown, published};
use anyhow::Context;
use mdbook_core::book::{Book, Chapter};
use mdbook_core::config::Config;
use mdbook_driver::MDBook;
use record::{Temporary, temporary};
use std::collections::BTreeMap;
use std::ffi::OsString;
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

/// Builds the site of the workspace at `root` into the directory that book.toml names, `target/book`.
///
/// It is built beside and then takes the old site's place: whatever goes wrong before, the old site is untouched.
///
/// # Errors
///
/// A [`Problems`], which lists everything that is wrong with the book's source; or what mdBook or the file system says.
pub fn build(root: &Path) -> anyhow::Result<Site> {
    let place = place(&root.join(BOOK), &config(root)?)?;
    let target = place.parent().context("the book's build directory is the root of a file system")?;
    let work = Temporary::below(target, "book")?;
    let fresh = work.path().join("fresh");
    let pages = render(root, &fresh)?;
    let _turn = temporary::lock(&target.join("workbook/book.lock"))?;
    put(&fresh, &place, &work.path().join("old")).with_context(|| place.display().to_string())?;
    Ok(Site { directory: place, pages })
}

/// Renders the site of the workspace at `root` into `directory`, which need not exist, and returns the number of pages.
///
/// # Errors
///
/// As [`build`].
pub fn render(root: &Path, directory: &Path) -> anyhow::Result<usize> {
    let root = root.canonicalize().with_context(|| format!("cannot find the workspace {}", root.display()))?;
    let mut config = config(&root)?;
    let pages = expand(&Sources::read(&root)?, &config)?;
    // Its work is done here; mdBook need not start it as a process.
    config.set("preprocessor", BTreeMap::<String, String>::new())?;
    let target = place(&root.join(BOOK), &config)?;
    let target = target.parent().context("the book's build directory is the root of a file system")?;
    let build = |pages: &BTreeMap<String, Expanded>, of: fn(&Expanded) -> &str, directory: &Path| {
        let mut config = config.clone();
        config.build.build_dir = std::path::absolute(directory)?;
        let mut book = MDBook::load_with_config(root.join(BOOK), config)?;
        replace(&mut book.book, pages, of);
        book.build().context("mdBook cannot render the book")
    };
    build(&pages, |expanded| &expanded.page, directory)?;
    // mdBook makes the index of whatever text is on a page, tables and call chains too. So that it is made without them, a second
    // site is, of which the index is the only thing that is kept.
    let work = Temporary::below(target, "index")?;
    let searched = work.path().join("searched");
    build(&pages, |expanded| &expanded.searched, &searched)?;
    if let (Some(full), Some(searched)) = (index(directory)?, index(&searched)?) {
        std::fs::copy(searched, full)?;
    }
    Ok(pages.len())
}

/// The file of a site's search index; its name has a hash in it.
fn index(site: &Path) -> anyhow::Result<Option<PathBuf>> {
    for entry in std::fs::read_dir(site).with_context(|| site.display().to_string())? {
        let path = entry?.path();
        let is_index = |name: &str| name.starts_with("searchindex") && name.ends_with(".js");
        if path.file_name().and_then(|name| name.to_str()).is_some_and(is_index) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// book.toml, with what the environment sets of it.
fn config(root: &Path) -> anyhow::Result<Config> {
    let file = root.join(BOOK).join("book.toml");
    let mut config = Config::from_disk(&file).with_context(|| format!("cannot read {}", file.display()))?;
    // mdBook panics at a variable that is not UTF-8, whatever its name is. Where none is a setting, it need not look at any.
    let variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    if variables.iter().any(|(name, _)| name.as_encoded_bytes().starts_with(b"MDBOOK_")) {
        if let Some((name, _)) =
            variables.iter().find(|(name, value)| name.to_str().is_none() || value.to_str().is_none())
        {
            anyhow::bail!(
                "the environment variable `{}` is not UTF-8, so mdBook cannot read those that begin with MDBOOK_; unset the one or the others",
                name.display()
            );
        }
        config
            .update_from_env()
            .context("an environment variable that begins with MDBOOK_ is not a setting of book.toml")?;
    }
    Ok(config)
}

/// Where the site belongs, without `..`: book.toml says `../target/book`.
fn place(book_root: &Path, config: &Config) -> anyhow::Result<PathBuf> {
    let place = book_root.join(&config.build.build_dir);
    let parent = place.parent().context("book.toml: `build-dir` is the root of a file system")?;
    let name = place.file_name().context("book.toml: `build-dir` ends in `..`; name a directory")?;
    let shown = || parent.display().to_string();
    std::fs::create_dir_all(parent).with_context(shown)?;
    Ok(parent.canonicalize().with_context(shown)?.join(name))
}

/// Puts the directory `fresh` in the place of another, which becomes `old`.
fn put(fresh: &Path, place: &Path, old: &Path) -> std::io::Result<()> {
    let had_old = match std::fs::rename(place, old) {
        Ok(()) => true,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(error),
    };
    std::fs::rename(fresh, place).inspect_err(|_| {
        if had_old {
            let _ = std::fs::rename(old, place);
        }
    })
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
    replace(&mut book, &pages, |expanded| &expanded.page);
    serde_json::to_writer(output, &book).context("cannot write the book")
}

/// The text of every page for mdBook, or everything that is wrong. What the pages link to and load then lies beside them.
fn expand(sources: &Sources, config: &Config) -> anyhow::Result<BTreeMap<String, Expanded>> {
    let html = config.html_config().unwrap_or_default();
    let mut problems: Vec<Problem> = sources.problems.clone();
    let pages: Vec<Page<'_>> = sources.pages.iter().map(|(path, text)| Page::new(path, text)).collect();
    let calls =
        pages.iter().flat_map(|page| page.ours().filter_map(|ours| Some((page.title(), ours.calls()?)))).collect();
    let mut workbook = Workbook {
        records: Records::new(&sources.root),
        calls,
        claims: Vec::new(),
        repository: html.git_repository_url,
        pages: sources.pages.clone(),
        order: sources.order.clone(),
    };
    for (title, path) in &sources.order {
        let page = pages.iter().find(|page| page.path == path);
        match page.and_then(|page| page.section(claims::HEADING, &workbook)) {
            Some(Ok(rows)) => workbook.claims.push((title.clone(), path.clone(), rows)),
            Some(Err(problem)) => problems.push(problem),
            None => {}
        }
    }
    let glossary = Glossary::among(&sources.pages);
    let expanded: BTreeMap<String, Expanded> =
        pages.iter().map(|page| (page.path.to_owned(), page.expand(&workbook, &glossary, &mut problems))).collect();
    let loaded = expanded.values().flat_map(|expanded| &expanded.published);
    published::publish(&sources.root, loaded.map(|(name, content)| (name.clone(), content.clone())))?;
    let ids = expanded.iter().map(|(path, expanded)| (path.clone(), markdown::ids(&expanded.page))).collect();
    let targets = Targets { ids };
    for page in &pages {
        check::includes(&sources.root, page, &mut problems);
        targets.check(&sources.root, page, &mut problems);
    }
    Problems::none_in(problems)?;
    Ok(expanded)
}

fn replace(book: &mut Book, pages: &BTreeMap<String, Expanded>, of: fn(&Expanded) -> &str) {
    book.for_each_chapter_mut(|chapter| {
        if let Some(expanded) = source_path(chapter).and_then(|path| pages.get(&path)) {
            chapter.content = of(expanded).to_owned();
        }
    });
}

fn source_path(chapter: &Chapter) -> Option<String> {
    chapter.source_path.as_deref().and_then(crate::sources::normal)
}
