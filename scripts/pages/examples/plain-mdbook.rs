//! What `mdbook build book --dest-dir DIRECTORY` does, with the version of mdBook that this workspace pins: `scripts/check` compares its pages
//! with those of `cargo workbook build`.

use anyhow::Context;
use mdbook_driver::MDBook;

fn main() -> anyhow::Result<()> {
    let directory = std::env::args_os().nth(1).context("usage: plain-mdbook DIRECTORY")?;
    // The preprocessor runs in the book's directory, and is told this path.
    let mut book = MDBook::load(std::path::absolute("book")?)?;
    book.config.build.build_dir = std::path::absolute(directory)?;
    book.build()
}
