//! Where does a reader of the site get the records themselves?
//!
//! At `records/SLUG/KIND.json` of the site, each as it is kept in its experiment. mdBook copies to the site whatever lies beside the pages, and
//! nothing else; so the kept files are copied to `book/src/records`, which git ignores, before mdBook renders. A file is written only
//! when it is not yet as it should be, so that nobody who watches the directory sees a change where there is none.

use crate::sources;
use anyhow::Context;
use record::Kind;
use std::collections::BTreeMap;
use std::path::Path;

/// The directory of the records on the site, and under `book/src`.
const RECORDS: &str = "records";

/// The link to a kept file, from a page to whose site's root `to_root` leads.
pub(crate) fn link(to_root: &str, slug: &str, kind: Kind) -> String {
    let name = kind.file_name();
    format!(r#"<a href="{to_root}{RECORDS}/{slug}/{name}" download="{slug}-{name}"><code>{name}</code></a>"#)
}

/// Makes `book/src/records` hold the kept files of all experiments, what pages load (`loaded`, by name), and nothing else.
pub(crate) fn publish(root: &Path, loaded: impl IntoIterator<Item = (String, Vec<u8>)>) -> anyhow::Result<()> {
    let records = sources::directory(root).join(RECORDS);
    let mut kept = kept(root)?;
    kept.extend(loaded);
    for (name, content) in &kept {
        write(root, &records.join(name), content)?;
    }
    remove_others(&records, "", &kept)
}

/// The kept files by name: `SLUG/KIND.json`.
fn kept(root: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut kept = BTreeMap::new();
    for (slug, directory) in entries(&root.join("experiments"))? {
        for kind in Kind::ALL {
            let file = kind.in_chapter(&directory);
            if file.is_file() {
                let content = std::fs::read(&file).with_context(|| file.display().to_string())?;
                kept.insert(format!("{slug}/{}", kind.file_name()), content);
            }
        }
    }
    Ok(kept)
}

/// Writes a file whole, unless it is there with this content. On the way it has another name in the book's directory, where no other build of the
/// book that copies the records meets it.
fn write(root: &Path, file: &Path, content: &[u8]) -> anyhow::Result<()> {
    if std::fs::read(file).is_ok_and(|there| there == content) {
        return Ok(());
    }
    let unfinished = root.join(sources::BOOK).join(format!(".record-{}", std::process::id()));
    let put = || {
        std::fs::create_dir_all(file.parent().unwrap_or(root))?;
        std::fs::write(&unfinished, content)?;
        std::fs::rename(&unfinished, file)
    };
    put().with_context(|| format!("{}: this copy of a record, for the site, cannot be written", file.display()))
}

/// Removes what is under `directory` and not kept: of an experiment that has another name now, for one.
fn remove_others(directory: &Path, below: &str, kept: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    for (name, path) in entries(directory)? {
        let name = format!("{below}{name}");
        let inside = format!("{name}/");
        if path.is_dir() && kept.keys().any(|kept| kept.starts_with(&inside)) {
            remove_others(&path, &inside, kept)?;
        } else if !kept.contains_key(&name) {
            let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
            match removed {
                // Another build was faster.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                removed => removed.with_context(|| path.display().to_string())?,
            }
        }
    }
    Ok(())
}

/// What is in a directory, by name; nothing where there is none.
fn entries(directory: &Path) -> anyhow::Result<BTreeMap<String, std::path::PathBuf>> {
    let shown = || directory.display().to_string();
    let entries = match std::fs::read_dir(directory) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.with_context(shown)?,
    };
    let entries: Result<Vec<_>, _> = entries.collect();
    let named = |entry: std::fs::DirEntry| (entry.file_name().to_string_lossy().into_owned(), entry.path());
    Ok(entries.with_context(shown)?.into_iter().map(named).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_published_and_what_is_no_longer_kept_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        let keep = |slug: &str, text: &str| {
            let file = Kind::Record.in_chapter(&root.join("experiments").join(slug));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        let published =
            |slug: &str| std::fs::read_to_string(root.join("book/src/records").join(slug).join("record.json"));
        keep("a", "1");
        keep("b", "2");
        std::fs::create_dir_all(root.join("experiments/none")).unwrap();
        publish(root, [("calls.js".to_owned(), b"4".to_vec())]).unwrap();
        assert_eq!(std::fs::read(root.join("book/src/records/calls.js")).unwrap(), b"4");
        assert_eq!((published("a").unwrap(), published("b").unwrap()), ("1".to_owned(), "2".to_owned()));
        let stray = root.join("book/src/records/a/stray.json");
        std::fs::write(&stray, "").unwrap();
        std::fs::remove_dir_all(root.join("experiments/b")).unwrap();
        keep("a", "3");
        publish(root, []).unwrap();
        assert!(!root.join("book/src/records/calls.js").exists());
        assert_eq!(published("a").unwrap(), "3");
        assert!(published("b").is_err() && !root.join("book/src/records/b").exists() && !stray.exists());
        assert!(!root.join("book/src/records/none").exists());
    }

    #[test]
    fn what_is_published_already_is_not_written_again() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("book/src/records/a/record.json");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        write(directory.path(), &file, b"1").unwrap();
        let time = std::fs::metadata(&file).unwrap().modified().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        write(directory.path(), &file, b"1").unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), time);
        write(directory.path(), &file, b"2").unwrap();
        assert_ne!(std::fs::metadata(&file).unwrap().modified().unwrap(), time);
    }
}
