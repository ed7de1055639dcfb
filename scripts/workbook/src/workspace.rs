//! Where is the workspace?

use anyhow::Context;
use std::path::{Path, PathBuf};

/// What the workspace root holds, and no directory below it.
const MARK: &str = "book/book.toml";

/// The root of the workspace that the current directory belongs to.
pub(crate) fn root() -> anyhow::Result<PathBuf> {
    let current = std::env::current_dir().context("the current directory cannot be read")?;
    root_above(&current).with_context(|| {
        format!(
            "no {MARK} in {} or a directory above it; run the command inside the workbook's repository",
            current.display()
        )
    })
}

fn root_above(directory: &Path) -> Option<PathBuf> {
    directory.ancestors().find(|ancestor| ancestor.join(MARK).is_file()).map(Path::to_owned)
}
