//! Where is work put that nobody keeps, and who removes what an interrupted run left?
//!
//! A program that is interrupted or killed removes nothing. So temporary work has one place, `target/workbook/tmp`, and each piece
//! of it a lock that ends with its process: whoever makes the next piece removes those without an owner.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file in a directory that its owner keeps locked.
const IN_USE: &str = ".in-use";
/// The file that is locked while a directory is made or leftovers are removed, so that no new one is taken for a leftover.
const GATE: &str = ".gate";

/// A directory for work that nobody keeps. It is removed when this is dropped, or by the next [`Temporary::below`] when its process is gone.
#[derive(Debug)]
pub struct Temporary {
    directory: TempDir,
    in_use: Option<File>,
}

impl Temporary {
    /// Makes a directory `workbook/tmp/<name>-XXXXXX` below cargo's target directory, and removes what processes that are gone left beside it.
    ///
    /// # Errors
    ///
    /// When it cannot be made; the message names the place.
    pub fn below(target: &Path, name: &str) -> io::Result<Self> {
        let parent = target.join("workbook/tmp");
        Self::within(&parent, name)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", parent.display())))
    }

    fn within(parent: &Path, name: &str) -> io::Result<Self> {
        std::fs::create_dir_all(parent)?;
        let _gate = lock(&parent.join(GATE))?;
        remove_leftovers(parent);
        let directory = tempfile::Builder::new().prefix(&format!("{name}-")).tempdir_in(parent)?;
        let in_use = lock(&directory.path().join(IN_USE))?;
        Ok(Self { directory, in_use: Some(in_use) })
    }

    /// The directory. What is to be moved away whole goes into a directory of its own in it.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Some systems do not remove a file that is open. Once it is closed, another process may take the directory for a leftover, and
        // two that remove the same one can get into each other's way.
        let _gate = self.directory.path().parent().map(|parent| lock(&parent.join(GATE)));
        drop(self.in_use.take());
        let _ = std::fs::remove_dir_all(self.directory.path());
    }
}

/// Opens a file, which is made if need be, and waits for its lock. The lock ends with the file returned, or with the process.
///
/// Where the file system has no locks, the file is open and nothing is locked.
///
/// # Errors
///
/// When the file cannot be opened.
pub fn lock(path: &Path) -> io::Result<File> {
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    let _ = file.lock();
    Ok(file)
}

/// Removes the directories whose process is gone. What cannot be removed stays for the next time.
fn remove_leftovers(parent: &Path) {
    let directories: Vec<PathBuf> =
        std::fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    for directory in directories.iter().filter(|path| path.is_dir()) {
        let has_owner = File::open(directory.join(IN_USE)).is_ok_and(|file| file.try_lock().is_err());
        if !has_owner {
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::ManuallyDrop;

    fn names(target: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(target.join("workbook/tmp")).unwrap().map(|entry| entry.unwrap().path());
        let directories = entries.filter(|path| path.is_dir());
        directories.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_directory_is_removed_with_its_owner() {
        let target = tempfile::tempdir().unwrap();
        let work = Temporary::below(target.path(), "work").unwrap();
        std::fs::write(work.path().join("file"), "content").unwrap();
        assert!(names(target.path())[0].starts_with("work-"));
        drop(work);
        assert_eq!(names(target.path()), [""; 0]);
    }

    #[test]
    fn what_an_owner_left_who_is_gone_is_removed_and_what_is_in_use_stays() {
        let target = tempfile::tempdir().unwrap();
        let in_use = Temporary::below(target.path(), "in-use").unwrap();
        let left = Temporary::below(target.path(), "left").unwrap();
        // As the end of a process does: the lock goes, the directory stays.
        let (left, file) = (left.path().to_owned(), ManuallyDrop::new(left).in_use.take());
        drop(file);
        std::fs::create_dir(left.with_file_name("never-locked")).unwrap();
        assert!(left.is_dir());
        let _next = Temporary::below(target.path(), "next").unwrap();
        assert!(!left.exists());
        assert!(in_use.path().is_dir());
        assert_eq!(names(target.path()).len(), 2, "{:?}", names(target.path()));
    }

    #[test]
    fn a_place_that_cannot_be_made_is_named() {
        let target = tempfile::tempdir().unwrap();
        std::fs::write(target.path().join("workbook"), "a file").unwrap();
        let message = Temporary::below(target.path(), "work").unwrap_err().to_string();
        assert!(message.contains("workbook/tmp: "), "{message}");
    }
}
